using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.AccessRecords;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Export;
using WorkOrders.Import;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;

namespace WorkOrders.Tests.Import;

public sealed class ExportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly IStringLocalizer<Text> Words =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Text>>();

    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public async Task An_export_holds_the_persons_columns_masked_and_every_text_as_text()
    {
        var li = await database.SaveAsync(Given.User());
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { IdNumber = IdNumber.Parse(Given.Id), ContractNo = "00012345678901234567", ApplyNo = "=HYPERLINK(\"x\")", CustomerName = "@王<&>" });
        await database.SaveAsync(order, new UserPreference(li.Id, DeskLayout.PreferenceKey, LayoutOf("number", "phone", "id", "contract", "apply", "name", "created", "status")));

        var file = await ExportAsync(As.Agent(li), new WorkOrderFilter { View = DeskView.Created });

        Assert.Empty(Workbook.Faults(file));
        var row = Assert.Single(new Workbook(file).Rows().Skip(1));
        Assert.Equal(order.Number, row["工单ID"]);
        Assert.Equal((Given.MaskedPhone, Given.MaskedId), (row["客户电话"], row["身份证号"]));
        Assert.Equal(("00012345678901234567", "'=HYPERLINK(\"x\")", "'@王<&>"), (row["合同编号"], row["申请编号"], row["客户姓名"]));
        Assert.Equal(new DateTime(2026, 11, 20, 14, 0, 0), DateTime.FromOADate(double.Parse(row["创建时间"], System.Globalization.CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(new Workbook(file).Cells(), c => c.Elements().Any(e => e.Name.LocalName == "f"));
        Assert.Single(new Workbook(file).Cells(), c => c.Attribute("t")?.Value != "str");
    }

    [Fact]
    public async Task The_header_stays_in_sight_and_can_be_filtered()
    {
        var li = await database.SaveAsync(Given.User());
        await database.SaveAsync((WorkOrder)Given.WorkOrder().HandledBy(li));

        var sheet = new Workbook(await ExportAsync(As.Agent(li), new WorkOrderFilter { View = DeskView.Created })).Sheets[0].Xml;

        Assert.Equal("frozen", sheet.Descendants().Single(e => e.Name.LocalName == "pane").Attribute("state")!.Value);
        Assert.Equal("A1:J2", sheet.Descendants().Single(e => e.Name.LocalName == "autoFilter").Attribute("ref")!.Value);
    }

    [Fact]
    public async Task An_export_has_the_rows_of_the_list_in_its_order_or_only_the_chosen_ones()
    {
        var li = await database.SaveAsync(Given.User());
        var orders = Enumerable.Range(0, 30).Select(i => Given.WorkOrder().HandledBy(li).At(Given.Now.AddMinutes(-i)).With(f => f with { Priority = i % 2 == 0 ? Priority.High : Priority.Low }).Build()).ToList();
        await database.SaveAsync(orders[0], [.. orders.Skip(1)]);
        var filter = new WorkOrderFilter { View = DeskView.MyUnhandled, Sort = DeskSort.Priority, Ascending = true };

        var all = new Workbook(await ExportAsync(As.Agent(li), filter)).Rows().Skip(1).Select(r => r["工单ID"]);
        var chosen = new Workbook(await ExportAsync(As.Agent(li), filter, orders[3].Number, orders[5].Number)).Rows().Skip(1).Select(r => r["工单ID"]);

        await using var db = database.CreateDbContext();
        Assert.Equal(await db.WorkOrders.Where(o => o.CreatedById == li.Id).SortedBy(DeskSort.Priority, ascending: true).Select(o => o.Number).ToListAsync(), all);
        Assert.Equal(new[] { orders[3].Number, orders[5].Number }.Order(StringComparer.Ordinal), chosen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_exported_what_is_on_record_before_a_row_leaves_and_how_many_left_after()
    {
        var li = await database.SaveAsync(Given.User());
        await database.SaveAsync((WorkOrder)Given.WorkOrder().HandledBy(li));

        await ExportAsync(As.Agent(li), new WorkOrderFilter { View = DeskView.Created, Phone = PhoneNumber.Parse(Given.Phone) });

        var records = await RecordsAsync(li);
        Assert.Equal([(OrderExportActions.Exported, AccessOutcome.Begun), (OrderExportActions.Exported, AccessOutcome.Succeeded)], records.Select(r => (r.Action!, r.Outcome)));
        Assert.Contains(records[0].Details, c => (c.Field, c.Item, c.To) == (OrderExportActions.Filter, "FilterField.phone", Given.MaskedPhone));
        Assert.DoesNotContain(records[0].Details, c => c.To!.Contains(Given.Phone, StringComparison.Ordinal));
        Assert.Contains(records[0].Details, c => (c.Field, c.To) == (OrderExportActions.IsMasked, "true"));
        Assert.Contains(records[1].Details, c => (c.Field, c.To) == (CommonFields.Rows, "1"));
    }

    [Fact]
    public async Task A_broken_off_export_is_on_record_as_such_and_leaves_no_workbook()
    {
        var li = await database.SaveAsync(Given.User());
        await database.SaveAsync((WorkOrder)Given.WorkOrder().HandledBy(li));
        using var stream = new MemoryStream();
        using var gone = new CancellationTokenSource();

        // A hit is told before anything of it is sent: after it there is still something to tear.
        var hits = 0;
        var torn = new TornStream(stream, gone, () => Volatile.Read(ref hits) > 0);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Export().WriteAsync(
            torn,
            new WorkOrderFilter { View = DeskView.Created },
            [],
            As.Agent(li),
            () =>
            {
                Interlocked.Increment(ref hits);
                return Task.CompletedTask;
            },
            gone.Token));
        Assert.Equal(1, hits);

        Assert.Equal([AccessOutcome.Begun, AccessOutcome.BrokenOff], (await RecordsAsync(li)).Select(r => r.Outcome));
        Assert.Throws<InvalidDataException>(() => new Workbook(stream.ToArray()));
    }

    [Fact]
    public async Task Somebody_who_may_not_read_orders_exports_none()
    {
        var li = await database.SaveAsync(Given.User());
        await database.SaveAsync((WorkOrder)Given.WorkOrder().HandledBy(li));

        Assert.Single(new Workbook(await ExportAsync(As.In(li, Roles.RiskAuditor), new WorkOrderFilter { View = DeskView.All })).Rows());
    }

    [Fact]
    public async Task What_a_sheet_cannot_hold_goes_on_in_the_next()
    {
        using var stream = new MemoryStream();
        await new SheetWriter("工单", [new("甲", 10), new("乙", 10)], new SheetMark("test", "1"), rowsPerSheet: 3)
            .WriteAsync(stream, Enumerable.Range(0, 7).Select(i => new[] { $"{i}", "\u0001\ud800x\r\n y" }).ToAsyncEnumerable());

        Assert.Empty(Workbook.Faults(stream.ToArray()));
        var book = new Workbook(stream.ToArray());
        Assert.Equal(["工单", "工单 2", "工单 3", "_meta"], book.Sheets.Select(s => s.Name));
        Assert.Equal("hidden", book.Sheets[3].State);
        Assert.Equal(["0", "1", "2"], book.Rows(0).Skip(1).Select(r => r["甲"]));
        Assert.Equal(["6"], book.Rows(2).Skip(1).Select(r => r["甲"]));
        Assert.Equal("\ufffdx\n y", book.Rows(2)[1]["乙"]);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_to_the_end_leave_no_workbook()
    {
        using var stream = new MemoryStream();
        var sheet = new SheetWriter("工单", [new("甲", 10)], new SheetMark("test", "1"));

        await Assert.ThrowsAsync<TimeoutException>(() => sheet.WriteAsync(stream, TornAsync()));

        Assert.Equal(20_000, sheet.Rows);
        Assert.Throws<InvalidDataException>(() => new Workbook(stream.ToArray()));
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> TornAsync()
    {
        for (var i = 0; i < 20_000; i++)
        {
            yield return [$"{i}"];
        }

        await Task.Yield();
        throw new TimeoutException();
    }

    private OrderExport Export() => new(database, new DeskDirectory(database, TestCache.On(clock)), TestAccess.On(database, clock), clock, Words);

    private async Task<byte[]> ExportAsync(CurrentUser me, WorkOrderFilter filter, params string[] numbers)
    {
        using var stream = new MemoryStream();
        await Export().WriteAsync(stream, filter, numbers, me, found: null, CancellationToken.None);
        return stream.ToArray();
    }

    private Task<List<AccessRecord>> RecordsAsync(User user) =>
        database.ReadAsync(db => db.AccessRecords.Where(r => r.UserId == user.Id && r.Kind == AccessKind.Export).OrderBy(r => r.Id).ToListAsync());

    private static string LayoutOf(params string[] keys) =>
        $$"""{"Columns":[{{string.Join(',', keys.Select(k => $$"""{"Key":"{{k}}","Width":100}"""))}}],"Panel":500}""";

    /// <summary>A response stream whose browser disconnects in the middle.</summary>
    private sealed class TornStream(MemoryStream to, CancellationTokenSource gone, Func<bool> tears) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new NotSupportedException();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        // Like Kestrel: synchronous writes are not allowed.
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!tears())
            {
                to.Write(buffer.Span);
                return ValueTask.CompletedTask;
            }

            to.Write(buffer.Span[..(buffer.Length / 2)]);
            gone.Cancel();
            return ValueTask.FromCanceled(gone.Token);
        }
    }
}
