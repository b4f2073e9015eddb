using System.Text;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Import;
using WorkOrders.Import.Reading;
using WorkOrders.LookUps;
using WorkOrders.Sheets;

namespace WorkOrders.Tests.Import;

/// <summary>What the person who uploads a file doesn't see in it is told before it is imported.</summary>
public sealed partial class ImportTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Hidden_rows_are_told_and_asked_about(bool skip, int orders)
    {
        var phone = skip ? "138222200" : "138333300";
        var import = await ReadAsync(Upload()
            .With(("客户电话", phone + "01"), ("问题类型", "投诉"))
            .With(("客户电话", phone + "02"), ("问题类型", "投诉")).Hidden()
            .With(("客户电话", "12"), ("问题类型", "投诉")).Hidden());
        Assert.Equal((3, 1, 1), (import.Rows, import.BadRows, import.HiddenRows));
        Refused(import.Start(new(ImportHandler.Me, true), null, Me, clock.GetUtcNow()), "请选择怎样处理隐藏的行");
        Assert.Equal(orders, import.WantedOf(skipDuplicates: true, skip));

        await ActAsync(import, i => i.Start(new(ImportHandler.Me, true, skip), null, Me, clock.GetUtcNow()));
        Assert.Equal(orders, await RunAsync());
        var done = await FreshAsync(import);
        Assert.Equal((ImportStatus.Done, done.Wanted), (done.Status, done.Imported));
    }

    [Theory]
    [InlineData(true, true, 2)]
    [InlineData(true, false, 2)]
    [InlineData(false, true, 3)]
    [InlineData(false, false, 4)]
    public async Task A_row_that_repeats_only_a_hidden_one_is_imported_when_hidden_rows_are_skipped(bool skipDuplicates, bool skipHidden, int orders)
    {
        var phone = "13844" + (skipDuplicates ? 1 : 2) + (skipHidden ? 1 : 2);
        var import = await ReadAsync(Upload()
            .With(("客户电话", phone + "0001"), ("问题类型", "投诉")).Hidden()
            .With(("客户电话", phone + "0001"), ("问题类型", "投诉"))
            .With(("客户电话", phone + "0001"), ("问题类型", "投诉"))
            .With(("客户电话", phone + "0002"), ("问题类型", "投诉")));
        Assert.Equal((2, 1), (import.DuplicateRows, import.HiddenRows));
        Assert.Equal(orders, import.WantedOf(skipDuplicates, skipHidden));
        await ActAsync(import, i => i.Start(new(ImportHandler.Me, skipDuplicates, skipHidden), null, Me, clock.GetUtcNow()));
        Assert.Equal(orders, await RunAsync());
        Assert.Equal(orders, (await FreshAsync(import)).Imported);
    }

    [Fact]
    public async Task Of_two_windows_that_start_the_same_content_at_once_one_does()
    {
        var file = () => Upload().With(("客户电话", "13811110020"), ("问题类型", "投诉"));
        var imports = new[] { await ReadAsync(file()), await ReadAsync(file()), await ReadAsync(file()) };
        var outcomes = await Task.WhenAll(imports.Select(i => Task.Run(
            () => database.ReadAsync(db => db.StartAsync(i.Id, new ImportChoice(ImportHandler.Me, false), Me, clock.GetUtcNow())))));
        Assert.Single(outcomes, o => !o.IsRefused);
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task The_same_content_again_is_told_whoever_imported_it_and_must_be_accepted()
    {
        var file = () => Upload().With(("客户电话", "13811110003"), ("问题类型", "投诉")).With(("客户电话", "13811110004"), ("问题类型", "产品咨询"));
        var (first, second) = (await ReadAsync(file()), await ReadAsync(file()));
        Assert.Equal(first.ContentHash, second.ContentHash);
        Assert.Null(await database.ReadAsync(db => SameContent.FindAsync(db, second)));
        await StartAsync(first, ImportHandler.Me);
        Assert.Equal(2, await RunAsync());

        // The other window still shows the preview of before.
        var refused = await database.ReadAsync(db => db.StartAsync(second.Id, new ImportChoice(ImportHandler.Me, false), Me, clock.GetUtcNow()));
        Refused(refused, "内容相同的文件已经导入过；确实要再导入一次，请先勾选");
        var same = await database.ReadAsync(db => SameContent.FindAsync(db, second));
        Assert.Equal((li.DisplayName, "工单.xlsx", 2), (same!.By, same.FileName, same.Imported));

        Done(await database.ReadAsync(db => db.StartAsync(second.Id, new ImportChoice(ImportHandler.Me, false, Again: true), Me, clock.GetUtcNow())));
        Assert.Equal(2, await RunAsync());
        Assert.NotEqual(first.ContentHash, (await ReadAsync(Upload().With(("客户电话", "13811110003"), ("问题类型", "产品咨询")))).ContentHash);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public async Task Who_imports_the_same_content_again_sees_first_what_repeats_and_then_chooses(bool skip, int orders)
    {
        var phone = "13866" + (skip ? "1" : "2");
        UploadFile File() => Upload()
            .With(("客户电话", phone + "00001"), ("问题类型", "投诉")).With(("客户电话", phone + "00002"), ("问题类型", "投诉")).With(("客户电话", phone + "00003"), ("问题类型", "投诉"));
        var (first, second) = (await ReadAsync(File()), await ReadAsync(File()));
        await StartAsync(first, ImportHandler.Me);
        Refused(await AgainAsync(), "内容相同的文件正在导入，请等它结束后再试");
        Assert.Equal(3, await RunAsync());

        // One order is settled by now and no longer repeated.
        await using (var db = database.CreateDbContext())
        {
            (await db.WorkOrders.ForAction().SingleAsync(o => o.CustomerPhoneKey == PhoneNumber.Parse(phone + "00003"))).Settle(SettlementBasis.Explained, "已答复", Me, clock.GetUtcNow());
            await db.SaveChangesAsync();
        }

        // The preview of before promised three orders and no duplicate.
        Assert.Equal((0, 3), ((await FreshAsync(second)).DuplicateRows, (await FreshAsync(second)).WantedOf(skipDuplicates: true, skipHidden: false)));
        Refused(await AgainAsync(), "内容相同的文件刚导入完，重复的行已重新核对，请看过后再导入");
        var counted = await FreshAsync(second);
        Assert.Equal((2, orders, ImportStatus.Checked), (counted.DuplicateRows, counted.WantedOf(skip, skipHidden: false), counted.Status));
        Assert.Equal([true, true, false], (await DuplicatesAsync(second)).Select(d => d?.StartsWith("GD", StringComparison.Ordinal) == true));

        Done(await AgainAsync());
        Assert.Equal(orders, await RunAsync());
        Assert.Equal((ImportStatus.Done, orders, 2), ((await FreshAsync(second)).Status, (await FreshAsync(second)).Imported, (await FreshAsync(second)).DuplicateRows));

        Task<Outcome> AgainAsync() => database.ReadAsync(db => db.StartAsync(second.Id, new ImportChoice(ImportHandler.Me, skip, Again: true), Me, clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_file_uploaded_after_the_same_content_was_imported_is_up_to_date()
    {
        UploadFile File() => Upload().With(("客户电话", "13866300001"), ("问题类型", "投诉"));
        await StartAsync(await ReadAsync(File()), ImportHandler.Me);
        Assert.Equal(1, await RunAsync());
        var second = await ReadAsync(File());
        Assert.Equal(1, second.DuplicateRows);
        Assert.False(second.IsOutdated(await database.ReadAsync(db => SameContent.FindAsync(db, second))));
        Done(await database.ReadAsync(db => db.StartAsync(second.Id, new ImportChoice(ImportHandler.Me, false, Again: true), Me, clock.GetUtcNow())));
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task What_cannot_be_seen_in_the_sheet_is_told()
    {
        var import = await ReadAsync(Upload()
            .With(("客户姓名", "张伟"), ("客户电话", "13866400001"), ("问题类型", "投诉")).Flat()
            .With(("客户姓名", "王伟"), ("客户电话", "13866400002"), ("问题类型", "投诉"))
            .WithColumns("<col min=\"3\" max=\"4\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"0\" customWidth=\"1\"/><col min=\"6\" max=\"16384\" width=\"9\"/>"));
        Assert.Equal(1, import.HiddenRows);
        Assert.Equal(["客户姓名", "客户电话"], import.HiddenColumns);
        Assert.Empty((await ReadAsync(Upload().With(("客户电话", "13866400003"), ("问题类型", "投诉")))).HiddenColumns);
    }

    [Theory]
    [InlineData("1.23457E17", true)]
    [InlineData("1.23457e+17", true)]
    [InlineData("１．２３４５７Ｅ＋１７", true)]
    [InlineData("1,23457E+17", true)]
    [InlineData("1E+17", true)]
    [InlineData("1E17", false)]
    [InlineData("2024E001", false)]
    public async Task A_number_in_scientific_notation_is_refused(string number, bool isRefused)
    {
        var import = await ReadAsync(Upload().With(("客户电话", "13866500001"), ("问题类型", "投诉"), ("合同编号", number)));
        Assert.Equal(isRefused ? 1 : 0, import.BadRows);
    }

    [Fact]
    public async Task Orders_made_after_the_preview_are_not_made_again()
    {
        var file = () => Upload().With(("客户电话", "13811110005"), ("问题类型", "投诉")).With(("客户电话", "13811110006"), ("问题类型", "投诉"));
        var (first, second) = (await ReadAsync(file()), await ReadAsync(file()));
        Assert.Equal(0, second.DuplicateRows);
        await StartAsync(first, ImportHandler.Me, skip: true);
        await StartAsync(second, ImportHandler.Me, skip: true);
        Assert.Equal(2, await RunAsync());

        var done = await FreshAsync(second);
        Assert.Equal((ImportStatus.Done, 0, 2, 0), (done.Status, done.Imported, done.DuplicateRows, done.BadRows));
        Assert.Equal(2, new Workbook(await RefusedAsync(done)).Rows().Count - 1);
    }

    [Fact]
    public async Task A_number_that_a_spreadsheet_program_has_changed_is_refused_or_told()
    {
        var import = await ReadAsync(Upload()
            .With(("客户电话", "13811110007"), ("问题类型", "投诉"), ("合同编号", "1.23457E+15"))
            .With(("客户电话", "13811110008"), ("问题类型", "投诉"), ("合同编号", "2024E001"))
            .Raw(["<c><v>123</v></c>", "", "", "", "<c><v>1012345678</v></c>", "<c><v>13811110009</v></c>", "", "", "", UploadFile.Inline("投诉")])
            .With(("客户电话", "1381111000"), ("问题类型", "投诉")));

        await using var db = database.CreateDbContext();
        var rows = await db.OrderImportRows.Where(r => r.ImportId == import.Id).OrderBy(r => r.Row).ToListAsync();
        Assert.Equal("合同编号是科学计数法（1.23457E+15），后面的位数已经丢失，请把单元格设为文本后重新填写", Assert.Single(rows[0].Errors()).In(Words));
        Assert.Empty(rows[1].Warnings());
        Assert.Equal(
            ["客户电话以数字存放，开头的 0 可能已经丢失，请核对", "申请编号以数字存放，开头的 0 可能已经丢失，请核对"], rows[2].Warnings().Select(w => w.In(Words)));
        Assert.Equal("客户电话像手机号，但有 10 位，手机号是 11 位", Assert.Single(rows[3].Warnings()).In(Words));
        Assert.Equal((1, 2), (import.BadRows, import.HintRows));
    }

    [Fact]
    public async Task The_sheet_of_the_template_is_read_also_behind_another()
    {
        var import = await ReadAsync(Upload().With(("客户电话", "13811110010"), ("问题类型", "投诉")).BehindAnother());
        Assert.Equal((1, 0, BatchTemplate.Name), (import.Rows, import.BadRows, import.Sheet));
        Assert.Null((await ReadAsync(Upload().With(("客户电话", "13811110010"), ("问题类型", "投诉")))).Sheet);
    }

    [Theory]
    [InlineData("gbk")]
    [InlineData("utf-8")]
    public async Task A_CSV_file_says_how_to_save_it(string encoding)
    {
        // 客户电话,问题类型 and one row, in GBK.
        var content = encoding == "gbk"
            ? [0xBF, 0xCD, 0xBB, 0xA7, 0xB5, 0xE7, 0xBB, 0xB0, 0x2C, 0xCE, 0xCA, 0xCC, 0xE2, 0xC0, 0xE0, 0xD0, 0xCD, 0x0D, 0x0A, .. "13811110011,1\r\n"u8]
            : Encoding.UTF8.GetBytes("\uFEFF客户电话,问题类型\r\n13811110011,投诉\r\n");
        await RefusedAsync(new MemoryStream(content), "这是文本文件（例如 CSV），请用 Excel 打开它，另存为 .xlsx 后再上传");
    }

    [Fact]
    public async Task Duplicates_do_not_confirm_numbers_to_who_may_not_see_them()
    {
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        var phones = Enumerable.Range(0, 3).Select(_ => PhoneNumber.Parse("138" + Given.Next().ToString("D8", null))!).ToList();
        WorkOrder theirs = Given.WorkOrder().HandledBy(han).With(f => f with { CustomerPhone = phones[0], ProblemTypeId = TypeId("投诉") });
        WorkOrder handled = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = phones[1], ProblemTypeId = TypeId("投诉") });
        var made = WorkOrder.Create("GDM" + Given.Next(), handled.Fields with { CustomerPhone = phones[2] }, WorkOrderSource.Manual, han, Me, clock.GetUtcNow());
        await database.SaveAsync(theirs, handled, made);
        UploadFile File() => phones.Aggregate(Upload(), (file, phone) => file.With(("客户电话", phone.Unmask()), ("问题类型", "投诉"))).With(("客户电话", phones[0].Unmask()), ("问题类型", "投诉"));

        // An agent: the order of somebody else is not told, and not left out either.
        var import = await ReadAsync(File());
        Assert.Equal([null, handled.Number, made.Number, "#2"], await DuplicatesAsync(import));
        await StartAsync(import, ImportHandler.Me, skip: true);
        Assert.Equal(1, await RunAsync());

        // A team leader may reveal every number.
        using var stream = File().Build();
        var leader = As.Leader(await database.SaveAsync(Given.User("韩班长")));
        var (second, outcome) = await new ImportUpload(database, lists, TestUploads.Checks, TestLookUps.On(database, clock), clock).ReadAsync(stream, "工单.xlsx", leader);
        Done(outcome);
        Assert.All((await DuplicatesAsync(second!)).Take(3), Assert.NotNull);
    }

    [Fact]
    public async Task A_file_of_the_numbers_that_a_mask_allows_confirms_none_of_them()
    {
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        var phones = Enumerable.Range(0, 5).Select(i => PhoneNumber.Parse($"1390{i}{Given.Next() % 100:D2}7777")!).ToList();
        WorkOrder handled = Given.WorkOrder().CreatedBy(han).HandledBy(li).With(f => f with { CustomerPhone = phones[3], ProblemTypeId = TypeId("投诉") });
        var made = WorkOrder.Create("GDM" + Given.Next(), handled.Fields with { CustomerPhone = phones[4] }, WorkOrderSource.Manual, han, Me, clock.GetUtcNow());
        await database.SaveAsync(handled, made);
        var import = await ReadAsync(phones.Aggregate(Upload(), (file, phone) => file.With(("客户电话", phone.Unmask()), ("问题类型", "投诉"))));
        Assert.Equal([null, null, null, null, made.Number], await DuplicatesAsync(import));

        var alone = await ReadAsync(Upload().With(("客户电话", phones[3].Unmask()), ("问题类型", "投诉")));
        Assert.Equal([handled.Number], await DuplicatesAsync(alone));
    }

    [Fact]
    public async Task Whose_numbers_one_may_know_is_the_same_in_memory_and_in_the_database()
    {
        var han = await database.SaveAsync(Given.User("韩梅梅"));
        WorkOrder mine = Given.WorkOrder().HandledBy(li);
        WorkOrder theirs = Given.WorkOrder().HandledBy(han);
        await database.SaveAsync(mine, theirs);
        string[] numbers = [mine.Number, theirs.Number];
        foreach (var role in Roles.Names.Keys)
        {
            var me = As.In(li, role);
            var known = await database.ReadAsync(db => db.WorkOrders.WithNumbersKnownTo(me).Where(o => numbers.Contains(o.Number)).Select(o => o.Number).ToListAsync());
            Assert.Equal(
                new[] { mine, theirs }.Where(o => o.CanReveal(me) || o.CreatedById == me.Id).Select(o => o.Number).Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task An_import_counts_as_one_look_up_whatever_its_rows_and_is_refused_above_the_limit()
    {
        var lookUps = TestLookUps.On(database, clock, perMinute: 1);
        using var stream = Enumerable.Range(0, 200).Aggregate(Upload(), (file, i) => file.With(("客户电话", $"1375555{i:D4}"), ("问题类型", "投诉"))).Build();
        var (import, outcome) = await new ImportUpload(database, lists, TestUploads.Checks, lookUps, clock).ReadAsync(stream, "名单.xlsx", Me);
        Done(outcome);
        Assert.Equal(200, import!.Rows);
        Assert.Equal("名单.xlsx", await database.ReadAsync(db => db.LookUps.Where(l => l.UserId == li.Id).Select(l => l.Value).SingleAsync()));

        using var again = Upload().With(("客户电话", "13755550000"), ("问题类型", "投诉")).Build();
        var (none, refused) = await new ImportUpload(database, lists, TestUploads.Checks, lookUps, clock).ReadAsync(again, "名单.xlsx", Me);
        Assert.Null(none);
        Refused(refused, "查询完整号码太频繁：每分钟最多 {0} 个，{1} 起可以继续。");
    }

    private Task<List<string?>> DuplicatesAsync(OrderImport import) =>
        database.ReadAsync(db => db.OrderImportRows.Where(r => r.ImportId == import.Id).OrderBy(r => r.Row).Select(r => r.Duplicate).ToListAsync());
}
