using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Demo;
using WorkOrders.Desk.Views;
using WorkOrders.Dispatch;
using WorkOrders.Events;
using WorkOrders.Export;
using WorkOrders.Import;
using WorkOrders.Import.Reading;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.Import;

public sealed partial class ImportTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly IStringLocalizer<Text> Words =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Text>>();

    private readonly FakeTimeProvider clock = Given.Clock();
    private OrderListsCache lists = null!;
    private SheetMark mark = null!;
    private User li = null!;

    private OrderLists known = null!;

    private CurrentUser Me => As.Agent(li);

    public async Task InitializeAsync()
    {
        await using (var db = database.CreateDbContext())
        {
            await DemoTaxonomy.AddAsync(db);
        }

#pragma warning disable CA2000 // Used until the test ends.
        lists = new OrderListsCache(database, TestCache.On(TimeProvider.System));
#pragma warning restore CA2000
        known = await lists.GetAsync();
        mark = BatchTemplate.MarkOf(known);
        li = Given.User();
        await database.SaveAsync(li);
        await using var roles = database.CreateDbContext();
        var role = await roles.Roles.FirstOrDefaultAsync(r => r.Name == Roles.Agent) ?? roles.Add(new Role { Name = Roles.Agent, NormalizedName = "AGENT" }).Entity;
        await roles.SaveChangesAsync();
        roles.UserRoles.Add(new() { UserId = li.Id, RoleId = role.Id });
        await roles.SaveChangesAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Good_rows_become_orders_and_the_bad_ones_come_back_with_the_reason_and_can_be_imported_once_corrected()
    {
        var file = Upload()
            .With(("客户姓名", "张伟"), ("客户电话", "138 0000 0001"), ("问题类型", "逾期协商"), ("问题主题", "延期还款"), ("问题主题细分", "疾病"), ("渠道名称", "华北一部"), ("优先级", "紧急"), ("合同编号", "000123"))
            .With(("客户电话", "12"), ("问题类型", "逾期协商"))
            .With(("客户电话", "13800000002"), ("问题类型", "没有的"), ("优先级", "很急"))
            .With(("身份证号", Given.Id), ("问题类型", "投诉"), ("描述", "-1 元"));

        var import = await ReadAsync(file);
        Assert.Equal((4, 2, 2, 1), (import.Rows, import.BadRows, import.GoodRows, import.RowsWithoutId));
        await StartAsync(import, ImportHandler.Me);
        Assert.Equal(2, await RunAsync());

        var orders = await OrdersAsync();
        Assert.Equal(["张伟", null], orders.Select(o => o.CustomerName));
        Assert.All(orders, o => Assert.Equal((WorkOrderSource.Batch, (int?)li.Id, WorkOrderStatus.Unhandled), (o.Source, o.HandlerId, o.Status)));
        Assert.Equal(("000123", "13800000001", Priority.Urgent), (orders[0].ContractNo, orders[0].CustomerPhone!.Unmask(), orders[0].Priority));
        Assert.NotNull(orders[0].ProblemSubtopicId);
        Assert.NotNull(orders[0].DueAt);
        Assert.Equal("-1 元", orders[1].Description!.Unmask());
        await using var db = database.CreateDbContext();
        var numbers = orders.Select(o => o.Number).ToList();
        Assert.Equal(2, await db.OperationRecords.CountAsync(r => r.Action == OrderActions.Created && r.ActorId == li.Id && numbers.Contains(r.SubjectKey)));
        Assert.Equal(2, await db.DeskEntries.CountAsync(e => e.UserId == li.Id && e.View == MyView.Unhandled));
        Assert.Equal(ImportStatus.Done, (await db.OrderImports.SingleAsync(i => i.Id == import.Id)).Status);
        Assert.Equal(2, await db.OrderImportRows.CountAsync(r => r.ImportId == import.Id));
        Assert.Equal([ImportActions.Started, ImportActions.Finished], await db.OperationRecords.Where(r => r.Subject == ImportSubjects.Import && r.SubjectKey == $"{import.Id}").OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());

        var refused = await RefusedAsync(import);
        Assert.Empty(Workbook.Faults(refused));
        var rows = new Workbook(refused).Rows();
        Assert.Equal(["12", "13800000002"], rows.Skip(1).Select(r => r["客户电话"]));
        Assert.Contains("问题类型“没有的”不在可选的值里", rows[2]["原因"], StringComparison.Ordinal);
        Assert.Contains("优先级“很急”", rows[2]["原因"], StringComparison.Ordinal);

        var again = await ReadAsync(Corrected(refused, ("12", "12345"), ("没有的", "投诉"), ("很急", "高")));
        Assert.Equal((2, 0), (again.Rows, again.BadRows));
    }

    [Fact]
    public async Task A_masked_export_is_refused_cell_by_cell()
    {
        var file = new UploadFile(new SheetMark(OrderExport.Kind, "1"), "工单ID", "身份证号", "客户电话", "问题类型", "创建时间")
            .Raw([UploadFile.Inline("GD20261120000001"), UploadFile.Inline(Given.MaskedId), UploadFile.Inline(Given.MaskedPhone), UploadFile.Inline("投诉"), "<c s=\"2\"><v>46000.5</v></c>"]);

        var import = await ReadAsync(file);

        Assert.Equal(0, import.GoodRows);
        await using var db = database.CreateDbContext();
        var row = await db.OrderImportRows.SingleAsync(r => r.ImportId == import.Id);
        Assert.Equal(["客户电话", "身份证号"], row.Errors().Select(e => e.Field));
        Assert.Equal("""[["customer-phone","masked"],["id-number","masked"]]""", row.Problems);
        Assert.All(row.Errors(), e => Assert.Contains("星号", e.Rule, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<c><f>A1</f><v>1</v></c>", "公式")]
    [InlineData("<c s=\"2\"><v>46000</v></c>", "日期")]
    [InlineData("<c><v>1.1010519491231E+17</v></c>", "丢失")]
    [InlineData("<c t=\"e\"><v>#REF!</v></c>", "错误值")]
    [InlineData("<c t=\"inlineStr\"><is><t>=1+1</t></is></c>", "等号")]
    [InlineData("<c t=\"inlineStr\"><is><t>'=1+1</t></is></c>", "等号")]
    [InlineData("<c t=\"s\"><v>99</v></c>", "错误值")]
    [InlineData("<c t=\"str\"><f>A1</f><v>1</v></c>", "公式")]
    [InlineData("<c s=\"3\"><v>46000</v></c>", "日期")]
    [InlineData("<c s=\"4\"><v>46000</v></c>", "日期")]
    [InlineData("<c t=\"d\"><v>2026-11-20T10:00:00</v></c>", "日期")]
    [InlineData("<c s=\"2\" t=\"inlineStr\"><is><t>46000</t></is></c>", "日期")]
    [InlineData("<c><v>1E+300</v></c>", "丢失")]
    [InlineData("<c><v>1,000</v></c>", "错误值")]
    public async Task A_cell_that_is_no_plain_text_is_named_with_its_rule(string cell, string rule)
    {
        var import = await ReadAsync(Upload().Raw([cell, "", "", "", UploadFile.Inline("13800000003"), "", "", "", "", UploadFile.Inline("投诉")]));

        await using var db = database.CreateDbContext();
        var error = Assert.Single((await db.OrderImportRows.SingleAsync(r => r.ImportId == import.Id)).Errors());
        Assert.Equal("申请编号", error.Field);
        Assert.Contains(rule, error.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_cell_keeps_all_of_its_digits()
    {
        var import = await ReadAsync(Upload().Raw(["", "", "", "", "<c><v>1.3800000004E10</v></c>", "", "", "", "", UploadFile.Inline("投诉")]));
        await StartAsync(import, ImportHandler.Nobody);
        await RunAsync();

        var order = Assert.Single(await OrdersAsync());
        Assert.Equal(("13800000004", (int?)null, (DateTimeOffset?)null), (order.CustomerPhone!.Unmask(), order.HandlerId, order.AwaitsDispatchSince));
    }

    [Fact]
    public async Task A_cell_cut_into_very_many_runs_is_read_in_time_and_its_length_judged()
    {
        var import = await ReadAsync(Cut(32_767));

        await using var db = database.CreateDbContext();
        var error = Assert.Single((await db.OrderImportRows.SingleAsync(r => r.ImportId == import.Id)).Errors());
        Assert.Equal(("描述", "32767"), (error.Field, error.Arguments[^1]));
        await RefusedAsync(Cut(200_000).Build(), "单元格 {0} 的文字超过 {1} 个字符，请缩短后再上传", "N2", 32_767);

        UploadFile Cut(int runs) => Upload().Raw(
        [
            "", "", "", "", UploadFile.Inline("13800000010"), "", "", "", "", UploadFile.Inline("投诉"), "", "", "",
            $"<c t=\"inlineStr\"><is>{string.Concat(Enumerable.Repeat("<r><t>长</t></r>", runs))}</is></c>",
        ]);
    }

    [Fact]
    public async Task A_few_texts_that_many_cells_share_fill_neither_the_memory_nor_the_database()
    {
        // A few kilobytes that would be a gigabyte.
        await RefusedAsync(Sharing(14, rows: 2_000), "第 {0} 行的文字一共超过 {1} 个字符，请缩短后再上传", 2, 100_000);
        var told = new List<int>();
        Refused(await ReadAsync(Sharing(3, rows: 600), told), "工作表的文字一共超过 {0} 个字符，请分成几个文件", 50_000_000);

        // Saved in chunks of the same size, not of the same number of rows.
        Assert.Equal(Enumerable.Range(1, told.Count).Select(i => 41 * i), told);
        Assert.Equal(12, told.Count);
        Assert.False(await database.ReadAsync(db => db.OrderImports.AnyAsync(i => i.OwnerId == li.Id)));

        MemoryStream Sharing(int columns, int rows)
        {
            var file = Upload();
            for (var i = 0; i < rows; i++)
            {
                file.Raw([.. Enumerable.Repeat("<c t=\"s\"><v>0</v></c>", columns)]);
            }

            return UploadFile.Rewritten(file.Build(), "xl/sharedStrings.xml", text => text.Replace("共享", new string('长', 32_767), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_cell_that_is_too_long_is_stored_cut_and_stays_too_long()
    {
        var import = await ReadAsync(Upload()
            .With(("客户姓名", new string('长', 30_000)), ("客户电话", "13800000031"), ("问题类型", "投诉"), ("描述", new string('长', 30_000)))
            .With(("客户姓名", "张伟" + new string(' ', 30_000)), ("客户电话", "13800000032"), ("问题类型", "投诉")));

        Assert.Equal((2, 1), (import.Rows, import.BadRows));
        var rows = new Workbook(await RefusedAsync(import)).Rows();
        Assert.Equal((201, 2_001), (rows[1]["客户姓名"].Length, rows[1]["描述"].Length));
        Assert.Contains("30000", rows[1]["原因"], StringComparison.Ordinal);
        var again = await ReadAsync(new MemoryStream(await RefusedAsync(import)));
        Assert.Equal((1, 1), (again.Rows, again.BadRows));
        await StartAsync(import, ImportHandler.Nobody);
        await RunAsync();
        Assert.Equal("张伟", Assert.Single(await OrdersAsync()).CustomerName);
    }

    [Fact]
    public async Task A_check_ends_when_the_person_leaves_while_rows_are_saved()
    {
        var file = Upload();
        for (var i = 0; i < 6_000; i++)
        {
            file.With(("客户电话", $"{13600000000 + i}"), ("问题类型", "投诉"));
        }

        using var gone = new CancellationTokenSource();
        var told = new List<int>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(file.Build(), told, gone));

        Assert.Equal([2_000], told);
        Assert.False(await database.ReadAsync(db => db.OrderImports.AnyAsync(i => i.OwnerId == li.Id)));
    }

    [Fact]
    public async Task What_is_no_filled_in_template_is_refused_whole_and_leaves_nothing()
    {
        var old = new UploadFile(new SheetMark(BatchTemplate.Id, "0ld")).With(("问题类型", "投诉"));
        var strange = new UploadFile(null).With(("问题类型", "投诉"));
        var turned = new UploadFile(mark, "合同编号", "申请编号").With(("问题类型", "投诉"));
        var merged = Upload().With(("客户电话", "13800000005"), ("问题类型", "投诉")).Merged("A2:B3");
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            UploadFile.Add(archive, "readme.txt", "no workbook");
        }

        await RefusedAsync(old.Build(), "模版已经更新（文件的版本是 {0}，现在是 {1}），请下载新的模版");
        await RefusedAsync(strange.Build(), "文件不是用工单模版填写的，请下载模版");
        await RefusedAsync(turned.Build(), "第 {0} 列应为“{1}”，请不要修改模版的表头");
        await RefusedAsync(merged.Build(), "有合并的单元格（{0}），请取消合并后再上传");
        await RefusedAsync(Upload().Build(), "文件里没有数据行");
        await RefusedAsync(zip, "文件不是 .xlsx 工作簿，请下载模版填写后上传");
        await RefusedAsync(new MemoryStream("%PDF-1.7"u8.ToArray()), "文件不是 .xlsx 工作簿，请下载模版填写后上传");
        await RefusedAsync(new MemoryStream(), "文件不是 .xlsx 工作簿，请下载模版填写后上传");
        await RefusedAsync(new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3, 4]), "文件有密码或是旧的 .xls 格式，请另存为没有密码的 .xlsx 后再上传");
        await RefusedAsync(UploadFile.Rewritten(Upload().With(("问题类型", "投诉")).Build(), "[Content_Types].xml", t => t.Replace("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml", StringComparison.Ordinal).Replace("vnd.openxmlformats-officedocument.ms-excel", "vnd.ms-excel", StringComparison.Ordinal)), "文件带有宏，请另存为 .xlsx 工作簿后再上传");
        await RefusedAsync(UploadFile.Rewritten(Upload().With(("问题类型", "投诉")).Build(), "xl/worksheets/sheet1.xml", t => t[..^40]), "文件已损坏，没有读完，请重新保存后再上传");
        await RefusedAsync(UploadFile.Rewritten(Upload().Build(), "xl/worksheets/sheet1.xml", t => "<!DOCTYPE x [<!ENTITY a \"b\">]>" + t), "文件已损坏，没有读完，请重新保存后再上传");
        await RefusedAsync(Bomb(), "文件展开后太大，请删去多余的工作表、图片和格式后再上传");
        await RefusedAsync(new LongStream(), "文件太大，最多 {0} MB");
        await using var db = database.CreateDbContext();
        Assert.False(await db.OrderImports.AnyAsync(i => i.OwnerId == li.Id));
    }

    [Fact]
    public async Task What_repeats_a_row_or_an_open_order_is_pointed_out_and_skipped_if_wished()
    {
        WorkOrder open = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = PhoneNumber.Parse("13800000006"), ProblemTypeId = TypeId("投诉") });
        WorkOrder settled = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = PhoneNumber.Parse("13800000007"), ProblemTypeId = TypeId("投诉") }).Settled();
        await database.SaveAsync(open, settled);

        // Nobody to dispatch to, whichever test of this class ran before.
        await using (var none = database.CreateDbContext())
        {
            await none.ProcessorSettings.ExecuteDeleteAsync();
        }

        var import = await ReadAsync(Upload()
            .With(("客户电话", "13800000006"), ("问题类型", "投诉"))
            .With(("客户电话", "13800000007"), ("问题类型", "投诉"))
            .With(("客户电话", "13800000007"), ("问题类型", "投诉"))
            .With(("客户电话", "13800000007"), ("问题类型", "产品咨询")));

        await using var db = database.CreateDbContext();
        var rows = await db.OrderImportRows.Where(r => r.ImportId == import.Id).OrderBy(r => r.Row).ToListAsync();
        Assert.Equal([open.Number, null, "#3", null], rows.Select(r => r.Duplicate));

        await StartAsync(import, ImportHandler.Automatic, skip: true);
        Assert.Equal(2, await RunAsync());
        Assert.All((await OrdersAsync()).Where(o => o.Source == WorkOrderSource.Batch), o => Assert.NotNull(o.AwaitsDispatchSince));
        Assert.Equal(["与未结的工单 " + open.Number + " 重复", "与第 3 行重复"], new Workbook(await RefusedAsync(await FreshAsync(import))).Rows().Skip(1).Select(r => r["原因"]));
    }

    [Fact]
    public async Task A_stopped_import_keeps_its_orders_and_goes_on_where_it_stood()
    {
        var file = Upload();
        for (var i = 0; i < 2_500; i++)
        {
            file.With(("客户电话", $"{13900000000 + i}"), ("问题类型", "投诉"), ("客户姓名", $"客户{i}"));
        }

        var import = await ReadAsync(file);
        await StartAsync(import, ImportHandler.Me);
        using var node = new CancellationTokenSource();
        var job = Job(new StoppingClock(clock, after: 3, () => node.Cancel()));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.RunAsync(node.Token));
        var half = await FreshAsync(import);
        Assert.InRange(half.Imported, 1, 2_499);
        Assert.Equal(half.Imported, (await OrdersAsync()).Count);

        await ActAsync(half, i => i.Stop(Me, clock.GetUtcNow()));
        Assert.Equal(0, await RunAsync());
        await StartAsync(half, ImportHandler.Nobody);
        await Task.WhenAll(RunAsync(), RunAsync());

        var orders = await OrdersAsync();
        Assert.Equal(2_500, orders.Count);
        Assert.Equal(2_500, orders.Select(o => o.CustomerName).Distinct().Count());
        Assert.All(orders, o => Assert.Equal(li.Id, o.HandlerId));
        Assert.Equal((ImportStatus.Done, 2_500), ((await FreshAsync(import)).Status, (await FreshAsync(import)).Imported));
    }

    [Fact]
    public async Task An_import_is_its_owners()
    {
        var import = await ReadAsync(Upload().With(("客户电话", "1"), ("问题类型", "投诉")).With(("客户电话", "13800000008"), ("问题类型", "投诉")));
        var han = As.Agent(await database.SaveAsync(Given.User("韩梅梅")));

        Refused(import.Start(new(ImportHandler.Me, false), null, han, clock.GetUtcNow()), "您没有导入这个文件的权限");
        Refused(import.Start(new(ImportHandler.Me, false), null, As.In(li, Roles.Compliance), clock.GetUtcNow()), "您没有导入这个文件的权限");
        Assert.Null(await new RefusedRows(database, lists, TestAccess.On(database, clock), Words).FindAsync(import.Id, han, clock.GetUtcNow()));
        Assert.NotNull(await new RefusedRows(database, lists, TestAccess.On(database, clock), Words).FindAsync(import.Id, Me, clock.GetUtcNow()));
        var (none, outcome) = await new ImportUpload(database, lists, TestUploads.Checks, TestLookUps.On(database, clock), clock).ReadAsync(Upload().Build(), "a.xlsx", As.In(li, Roles.Compliance));
        Assert.Null(none);
        Refused(outcome, "没有权限");
    }

    [Fact]
    public async Task Nothing_is_imported_for_somebody_whose_account_was_closed_and_the_rows_go_after_a_week()
    {
        var import = await ReadAsync(Upload().With(("客户电话", "13800000009"), ("问题类型", "投诉")));
        await StartAsync(import, ImportHandler.Me);
        await using (var db = database.CreateDbContext())
        {
            (await db.Users.SingleAsync(u => u.Id == li.Id)).Disable(As.Somebody(Roles.Admin), clock.GetUtcNow());
            await db.SaveChangesAsync();
        }

        Assert.Equal(0, await RunAsync());
        Assert.Equal(ImportStatus.Stopped, (await FreshAsync(import)).Status);
        clock.Advance(TimeSpan.FromDays(8));
        Assert.NotEqual(0, await new ClearImports(database, clock).RunAsync(default));
        Assert.Equal(0, await database.ReadAsync(db => db.OrderImportRows.CountAsync(r => r.ImportId == import.Id)));
        var cleared = await FreshAsync(import);
        Assert.False(cleared.CanStart(clock.GetUtcNow()));
        Refused(cleared.Start(new(ImportHandler.Me, false), null, Me, clock.GetUtcNow()), "上传的数据只保留 {0} 天，请重新上传");
    }

    [Fact]
    public async Task Refused_rows_are_offered_as_long_as_they_are_kept()
    {
        var import = await ReadAsync(Upload().With(("客户电话", "1"), ("问题类型", "投诉")));
        clock.Advance(OrderImport.RowsKept);
        Assert.NotNull(await new RefusedRows(database, lists, TestAccess.On(database, clock), Words).FindAsync(import.Id, Me, clock.GetUtcNow()));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await new RefusedRows(database, lists, TestAccess.On(database, clock), Words).FindAsync(import.Id, Me, clock.GetUtcNow()));
    }

    [Fact]
    public async Task Upload_is_refused_while_too_many_rows_wait_for_import()
    {
        var many = new OrderImport("很多.xlsx", Me, clock.GetUtcNow());
        many.Count(new(ImportUpload.MostWaiting, 0, 0, 0), new string('0', 64), null);
        await database.SaveAsync(many);
        var file = Upload().With(("客户电话", "13800000014"), ("问题类型", "投诉"));
        await RefusedAsync(file.Build(), "您上传的文件还有 {0} 行没有建单，请先导入；没有导入的 {1} 天后删除");
        clock.Advance(OrderImport.RowsKept + TimeSpan.FromSeconds(1));
        await ReadAsync(file);
    }

    [Fact]
    public async Task An_import_that_fails_holds_up_no_other()
    {
        var broken = await ReadAsync(Upload().With(("客户电话", "13800000015"), ("问题类型", "投诉")));
        var good = await ReadAsync(Upload().With(("客户电话", "13800000016"), ("问题类型", "投诉")));
        await StartAsync(broken, ImportHandler.Me);
        await StartAsync(good, ImportHandler.Me);
        await database.ReadAsync(db => db.OrderImportRows.Where(r => r.ImportId == broken.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.Cells, "torn")));

        await Assert.ThrowsAsync<AggregateException>(RunAsync);

        Assert.Equal((ImportStatus.Running, ImportStatus.Done), ((await FreshAsync(broken)).Status, (await FreshAsync(good)).Status));
        Assert.Equal("13800000016", Assert.Single(await OrdersAsync()).CustomerPhone!.Unmask());
        await ActAsync(await FreshAsync(broken), i => i.Stop(Me, clock.GetUtcNow()));
    }

    [Fact]
    public async Task Rows_whose_numbers_another_program_wrote_twice_are_read_all_the_same()
    {
        var file = Upload().With(("客户电话", "13800000011"), ("问题类型", "投诉")).With(("客户电话", "13800000012"), ("问题类型", "投诉")).With(("客户电话", "13800000013"), ("问题类型", "投诉"));
        var import = await ReadAsync(UploadFile.Rewritten(file.Build(), "xl/worksheets/sheet1.xml", t => t.Replace("<row r=\"3\"", "<row r=\"2\"", StringComparison.Ordinal)));
        Assert.Equal((3, 0), (import.Rows, import.BadRows));
        Assert.Equal([2, 3, 4], await database.ReadAsync(db => db.OrderImportRows.Where(r => r.ImportId == import.Id).OrderBy(r => r.Row).Select(r => r.Row).ToListAsync()));
    }

    [Fact]
    public async Task Left_to_dispatch_each_batch_is_given_away_in_its_own_transaction_and_leaders_hear_once_of_what_is_left()
    {
        var (han, wang, leader) = (await PersonAsync("韩梅梅"), await PersonAsync("王芳"), await PersonAsync("周敏", Roles.TeamLeader));
        await using (var db = database.CreateDbContext())
        {
            var duty = new DutyRole("投诉组");
            foreach (var person in await db.Users.Include(u => u.DutyRoles).Where(u => u.Id == han.Id || u.Id == wang.Id).ToListAsync())
            {
                person.DutyRoles.Add(duty);
            }

            Done(ProcessorSetting.Create(new(TypeId("投诉"), null, null, null, null), "先安抚", duty, As.Leader(leader), Given.Now, out var setting));
            db.Add(setting!);
            await db.SaveChangesAsync();
        }

        var file = Upload();
        for (var i = 0; i < 1_100; i++)
        {
            file.With(("客户电话", $"{13700000000 + i}"), ("问题类型", i % 100 == 0 ? "产品咨询" : "投诉"));
        }

        var import = await ReadAsync(file);
        await StartAsync(import, ImportHandler.Automatic);
        Assert.Equal(1_100, await RunAsync());

        var orders = await OrdersAsync();
        var given = orders.Where(o => o.HandlerId is not null).ToList();
        Assert.Equal([545, 544], given.GroupBy(o => o.HandlerId).Select(g => g.Count()).OrderDescending());
        Assert.All(given, o => Assert.Equal(("投诉组", "先安抚", (DateTimeOffset?)null), (o.DispatchRoles, o.Solution, o.AwaitsDispatchSince)));
        Assert.All(orders.Except(given), o => Assert.NotNull(o.AwaitsDispatchSince));
        Assert.Equal(11, orders.Count - given.Count);
        await using var read = database.CreateDbContext();
        Assert.Equal(545 + 544, await read.DeskEntries.CountAsync(e => (e.UserId == han.Id || e.UserId == wang.Id) && e.View == MyView.Unhandled));
        Assert.Equal(DispatchNotices.ImportLeftSome, Assert.Single(await read.Notices.Where(n => n.UserId == leader.Id).ToListAsync()).Kind);
    }

    [Fact]
    public async Task The_template_is_a_whole_workbook_whose_version_follows_the_lists()
    {
        var now = await lists.GetAsync();
        var file = new TemplateFile(now).Write();

        Assert.Empty(Workbook.Faults(file));
        var book = new Workbook(file);
        Assert.Equal(BatchTemplate.Columns.Select(c => c.Title), book.Rows()[0].Values);
        Assert.Contains("华北一部", book.Cells(1).Select(c => c.Value));
        var fewer = new OrderLists([.. now.Below(null, null)], []);
        Assert.NotEqual(BatchTemplate.VersionOf(now), BatchTemplate.VersionOf(fewer));
        using var stream = new MemoryStream(file);
        var reader = SheetReader.Open(stream);
        Assert.Equal(mark, reader.Mark);
    }

    private async Task<User> PersonAsync(string name, string role = Roles.Agent)
    {
        await using var db = database.CreateDbContext();
        var user = Given.User(name);
        user.Id = 0;
        user.GrantedRoles.Add(await db.Roles.FirstOrDefaultAsync(r => r.Name == role) ?? new Role { Name = role, NormalizedName = role.ToUpperInvariant() });
        db.Add(user);
        await db.SaveChangesAsync();
        return user;
    }

    private UploadFile Upload() => new(mark);

    private int TypeId(string name) => known.Below(null, null).Single(c => c.Name == name).Id;

    private async Task<OrderImport> ReadAsync(UploadFile file)
    {
        using var stream = file.Build();
        return await ReadAsync(stream);
    }

    private async Task<OrderImport> ReadAsync(Stream stream)
    {
        var (import, outcome) = await new ImportUpload(database, lists, TestUploads.Checks, TestLookUps.On(database, clock), clock).ReadAsync(stream, "工单.xlsx", Me);
        Done(outcome);
        return import!;
    }

    // Notes how many rows were told, and leaves after the first ones if wished.
    private async Task<Outcome> ReadAsync(MemoryStream stream, List<int> told, CancellationTokenSource? gone = null)
    {
        void Note(int rows)
        {
            told.Add(rows);
            gone?.Cancel();
        }

        await using (stream)
        {
            var upload = new ImportUpload(database, lists, TestUploads.Checks, TestLookUps.On(database, clock), clock);
            return (await upload.ReadAsync(stream, "工单.xlsx", Me, Note, cancellation: gone?.Token ?? default)).Outcome;
        }
    }

    private async Task RefusedAsync(Stream stream, string key, params object[] arguments)
    {
        await using (stream)
        {
            var (import, outcome) = await new ImportUpload(database, lists, TestUploads.Checks, TestLookUps.On(database, clock), clock).ReadAsync(stream, "x.xlsx", Me);
            Assert.Null(import);
            Refused(outcome, key, arguments);
        }
    }

    private Task StartAsync(OrderImport import, ImportHandler handler, bool skip = false) => ActAsync(import, i => i.Start(new(handler, skip), null, Me, clock.GetUtcNow()));

    private async Task ActAsync(OrderImport import, Func<OrderImport, Outcome> act)
    {
        await using var db = database.CreateDbContext();
        Done(act(await db.OrderImports.SingleAsync(i => i.Id == import.Id)));
        await db.SaveChangesAsync();
    }

    private ImportOrders Job(TimeProvider time) => new(database, new DailyNumbers(database), lists, new DueTimes.DueTableCache(database, TestCache.On(TimeProvider.System)), time);

    private Task<int> RunAsync() => Job(clock).RunAsync(default);

    private Task<OrderImport> FreshAsync(OrderImport import) => database.ReadAsync(db => db.OrderImports.SingleAsync(i => i.Id == import.Id));

    private Task<List<WorkOrder>> OrdersAsync() => database.ReadAsync(db => db.WorkOrders.Where(o => o.CreatedById == li.Id && o.Source == WorkOrderSource.Batch).OrderBy(o => o.Number).ToListAsync());

    private async Task<byte[]> RefusedAsync(OrderImport import)
    {
        using var stream = new MemoryStream();
        await new RefusedRows(database, lists, TestAccess.On(database, clock), Words).WriteAsync(stream, import, Me, default);
        return stream.ToArray();
    }

    private static MemoryStream Corrected(byte[] file, params (string From, string To)[] changes) =>
        UploadFile.Rewritten(new MemoryStream(file), "xl/worksheets/sheet1.xml", text => changes.Aggregate(text, (t, c) => t.Replace($">{c.From}<", $">{c.To}<", StringComparison.Ordinal)));

    private static MemoryStream Bomb()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("xl/styles.xml").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 30; i++)
            {
                part.Write(zeros);
            }
        }

        return file;
    }

    private sealed class LongStream : MemoryStream
    {
        public override long Length => 200L * 1024 * 1024;
    }

    /// <summary>Runs an action at the given number of clock reads, to interrupt an import in the middle.</summary>
    private sealed class StoppingClock(TimeProvider time, int after, Action act) : TimeProvider
    {
        private int asked;

        public override DateTimeOffset GetUtcNow()
        {
            if (++asked == after)
            {
                act();
            }

            return time.GetUtcNow();
        }
    }
}
