using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Customers;
using WorkOrders.Customers.Import;
using WorkOrders.Customers.Import.Reading;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;

namespace WorkOrders.Tests.Customers.Import;

/// <summary>Customers from a workbook, on the real database.</summary>
public sealed class CustomerImportTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private User leader = null!;
    private CustomerImporting importing = null!;

    public async Task InitializeAsync()
    {
        leader = await CustomerImporting.PersonAsync(database, "班长", Roles.TeamLeader);
        importing = new CustomerImporting(database, clock, leader);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Good_rows_become_customers_and_the_others_come_back_with_the_reason_and_can_be_imported_once_corrected()
    {
        await database.SaveAsync(new Customer("已有张", CustomerType.Individual, PhoneNumber.Parse("13811110001")!));
        var import = await importing.UploadAsync(CustomerImporting.File()
            .With(("客户名称", "甲一"), ("客户电话", "138 1111 0002"), ("客户级别", "重要"))
            .With(("客户名称", "甲二"), ("客户电话", "12"))
            .With(("客户名称", "甲三"), ("客户电话", "+86 13811110001"))
            .With(("客户名称", "甲四"), ("客户电话", "13811110002"))
            .With(("客户名称", "甲五"), ("客户电话", "1381111000")));
        Assert.Equal((5, 1, 2, 1), (import.Rows, import.BadRows, import.DuplicateRows, import.HintRows));
        await importing.StartAsync(import);
        Assert.Equal(2, await importing.RunAsync());

        var done = await importing.FreshAsync(import.Id);
        Assert.Equal((ImportStatus.Done, 2, 0, 2, 1), (done.Status, done.Imported, done.Filled, done.Skipped, done.BadRows));
        var made = await importing.CustomersAsync("甲");
        Assert.Equal([("甲一", CustomerLevel.Important), ("甲五", CustomerLevel.Normal)], made.Select(c => (c.Name, c.Level)));
        await RecordedAsync(made[0], import);
        Assert.Equal(["甲二", "甲三", "甲四"], (await importing.RowsAsync(import)).Select(r => r.Masked(CustomerFields.FullName)));

        var refused = await importing.RefusedAsync(done);
        var reasons = new Workbook(refused).Rows().Skip(1).Select(r => r.Values.Last()).ToList();
        Assert.Equal("客户电话应为 5 至 19 位数字，可带区号、空格或连字符", reasons[0]);
        Assert.StartsWith("客户电话与客户 已有张（编号 ", reasons[1], StringComparison.Ordinal);
        Assert.Equal("客户电话与第 2 行的相同", reasons[2]);

        using var corrected = UploadFile.Rewritten(
            new MemoryStream(refused), "xl/worksheets/sheet1.xml", text => text.Replace(">12<", ">13811110009<", StringComparison.Ordinal));
        var again = await importing.UploadAsync(corrected);
        Assert.Equal((3, 0, 2), (again.Rows, again.BadRows, again.DuplicateRows));
        await importing.StartAsync(again);
        Assert.Equal(1, await importing.RunAsync());
        Assert.Equal("甲二", (await importing.CustomersAsync("甲"))[^1].Name);
    }

    [Fact]
    public async Task Five_spellings_of_one_company_in_one_file_stay_one_customer()
    {
        var import = await importing.ImportAsync(CustomerImporting.File()
            .With(("客户名称", "乙方（北京）Tech有限公司"), ("客户类型", "企业"))
            .With(("客户名称", "乙方(北京)Tech有限公司"), ("客户类型", "企业"))
            .With(("客户名称", " 乙方 （北京） ＴＥＣＨ有限公司"), ("客户类型", "企业"))
            .With(("客户名称", "乙方\u200B【北京】tech有限公司"), ("客户类型", "企业"))
            .With(("客户名称", "乙方〔北京〕TECH 有限公司"), ("客户类型", "企业")));
        Assert.Equal((1, 4), (import.Imported, import.Skipped));
        Assert.Equal("乙方（北京）Tech有限公司", Assert.Single(await importing.CustomersAsync("乙方")).Name);
    }

    [Fact]
    public async Task The_same_file_twice_creates_nothing_twice()
    {
        UploadFile File() => CustomerImporting.File()
            .With(("客户名称", "丙一"), ("客户电话", "13822220001"))
            .With(("客户名称", "丙二"), ("身份证号", Given.Id))
            .With(("客户名称", "丙三"))
            .With(("客户名称", "丙 三"))
            .With(("客户名称", "丙三"), ("客户电话", "13822220003"))
            .With(("客户名称", "丙公司"), ("客户类型", "企业"), ("企业税号", "91350211M000100Y46"));
        var first = await importing.ImportAsync(File());
        Assert.Equal((0, 5, 1), (first.BadRows, first.Imported, first.Skipped));
        var second = await importing.UploadAsync(File());
        Assert.Equal(6, second.DuplicateRows);
        await importing.StartAsync(second);
        Assert.Equal(0, await importing.RunAsync());
        Assert.Equal(6, (await importing.FreshAsync(second.Id)).Skipped);
        Assert.Equal(5, (await importing.CustomersAsync("丙")).Count);
    }

    [Fact]
    public async Task Empty_fields_are_filled_and_nothing_is_overwritten()
    {
        await database.SaveAsync(
            Customer.Of(new() { Name = "丁一", Phone = PhoneNumber.Parse("13833330001"), Industry = "制造" }),
            Customer.Of(new() { Name = "丁二", Phone = PhoneNumber.Parse("13833330002") }),
            Customer.Of(new() { Name = "丁三", Phone = PhoneNumber.Parse("13833330003") }));
        var import = await importing.ImportAsync(
            CustomerImporting.File()
                .With(("客户名称", "丁一"), ("客户电话", "13833330001"), ("行业", "物流"), ("地区", "华北"), ("客户级别", "重要"))
                .With(("客户名称", "丁他"), ("客户电话", "13833330002"), ("地区", "华东"))
                .With(("客户名称", "丁三"), ("客户电话", "13833330003"))
                .With(("客户名称", "丁四"), ("客户电话", "13833330004"))
                .With(("客户名称", "丁四"), ("客户电话", "13833330004"), ("地区", "华南"))
                .With(("客户名称", "丁一"), ("客户电话", "138****0001")),
            ExistingCustomers.Fill);
        Assert.Equal((1, 1, 2, 2), (import.BadRows, import.Imported, import.Filled, import.Skipped));
        var customers = await importing.CustomersAsync("丁");
        Assert.Equal(
            [("丁一", "制造", "华北"), ("丁二", null, null), ("丁三", null, null), ("丁四", null, "华南")],
            customers.Select(c => (c.Name, c.Industry, c.Region)));
        Assert.Equal(CustomerLevel.Normal, customers[0].Level);
        Assert.Equal("13833330001", customers[0].Phone!.Unmask());
        var record = Assert.Single(await RecordsAsync(customers[0]));
        Assert.Equal((CustomerActions.Changed, (int?)leader.Id), (record.Action, record.ActorId));
        Assert.Equal([CustomerFields.Region, CustomerImportActions.Import], record.Changes.Select(c => c.Field));
    }

    [Fact]
    public async Task A_row_that_only_names_a_person_fills_nobody()
    {
        var known = await database.SaveAsync(new Customer("同名甲", CustomerType.Individual, PhoneNumber.Parse("13811118801")!));
        var import = await importing.UploadAsync(CustomerImporting.File().With(("客户名称", "同名甲"), ("地区", "华南")));
        await importing.StartAsync(import, ExistingCustomers.Fill);
        await importing.RunAsync();
        Assert.Null((await database.ReadAsync(db => db.Customers.SingleAsync(c => c.Id == known.Id))).Region);
    }

    [Fact]
    public async Task A_row_that_is_about_two_customers_fills_neither()
    {
        var card = Given.SomeId();
        await database.SaveAsync(
            Customer.Of(new() { Name = "戊", Phone = PhoneNumber.Parse("13844440001") }), Customer.Of(new() { Name = "戊", IdNumber = card }));
        var import = await importing.ImportAsync(
            CustomerImporting.File().With(("客户名称", "戊"), ("客户电话", "13844440001"), ("身份证号", card.Unmask()), ("地区", "华北")), ExistingCustomers.Fill);
        Assert.Equal((0, 0, 1), (import.Imported, import.Filled, import.Skipped));
        Assert.All(await importing.CustomersAsync("戊"), c => Assert.Null(c.Region));
    }

    [Fact]
    public async Task A_stopped_import_leaves_whole_batches_and_goes_on_where_it_was()
    {
        var file = CustomerImporting.File();
        for (var i = 0; i < 1_200; i++)
        {
            file.With(("客户名称", "己"), ("客户电话", (13855500000 + i).ToString(CultureInfo.InvariantCulture)));
        }

        var import = await importing.UploadAsync(file);
        await importing.StartAsync(import);
        var stopping = new InterceptedFactory(database, new BeforeSave(3, async () => Done(await StopAsync(import))));
        Assert.Equal(500, await importing.RunAsync(stopping));
        var stopped = await importing.FreshAsync(import.Id);
        Assert.Equal((ImportStatus.Stopped, 500), (stopped.Status, stopped.Imported));
        Assert.Equal(500, (await importing.CustomersAsync("己")).Count);
        Assert.Equal(700, (await importing.RowsAsync(import)).Count);

        await importing.StartAsync(import);
        Assert.Equal(700, await importing.RunAsync());
        Assert.Equal((ImportStatus.Done, 1_200), ((await importing.FreshAsync(import.Id)).Status, (await importing.CustomersAsync("己")).Count));
    }

    [Fact]
    public async Task Whoever_lost_the_right_makes_no_customers()
    {
        var other = await CustomerImporting.PersonAsync(database, "前班长", Roles.TeamLeader);
        var theirs = new CustomerImporting(database, clock, other);
        var import = await theirs.UploadAsync(CustomerImporting.File().With(("客户名称", "庚一")));
        await theirs.StartAsync(import);
        await database.ActOnUserAsync(other, u => u.GrantedRoles.Clear());
        Assert.Equal(0, await theirs.RunAsync());
        Assert.Equal(ImportStatus.Stopped, (await theirs.FreshAsync(import.Id)).Status);
        Assert.Empty(await importing.CustomersAsync("庚"));
    }

    [Fact]
    public async Task A_file_that_is_no_filled_in_template_is_refused()
    {
        await RefusedAsync(new UploadFile(null).Build(), "文件不是用客户模版填写的，请下载模版");
        await RefusedAsync(new UploadFile(CustomerTemplate.Mark with { Version = "old" }).Build(), "模版已经更新（文件的版本是 {0}，现在是 {1}），请下载新的模版");
        await RefusedAsync(new UploadFile(CustomerTemplate.Mark, "姓名").Build(), "第 {0} 列应为“{1}”，请不要修改模版的表头");
        await RefusedAsync(CustomerImporting.File().Build(), "文件里没有数据行");
        await RefusedAsync(new MemoryStream(new byte[CustomerUpload.MostBytes + 1]), "文件太大，最多 {0} MB");
        using var good = CustomerImporting.File().With(("客户名称", "辛")).Build();
        Refused((await importing.TryAsync(good, As.In(leader, Roles.AccountManager))).Outcome, Refusal.Permission, "没有权限");
    }

    [Fact]
    public async Task An_upload_is_one_look_up_and_its_rows_are_deleted_after_a_week()
    {
        var import = await importing.UploadAsync(CustomerImporting.File().With(("客户名称", "壬"), ("客户电话", "13866660001")));
        var lookUp = (await database.ReadAsync(db => db.LookUps.Where(l => l.UserId == leader.Id).ToListAsync()))[^1];
        Assert.Equal((LookUpPlace.Import, LookUpKind.File), (lookUp.Place, lookUp.Kind));

        clock.Advance(CustomerImport.RowsKept + TimeSpan.FromMinutes(1));
        Assert.NotEqual(0, await new ClearCustomerImports(database, clock).RunAsync(default));
        Assert.Empty(await importing.RowsAsync(import));
        Assert.False((await importing.FreshAsync(import.Id)).CanStart(clock.GetUtcNow()));
    }

    private async Task<Outcome> StopAsync(CustomerImport import)
    {
        await using var db = database.CreateDbContext();
        return await db.SaveUnlessRefusedAsync((await db.CustomerImports.SingleAsync(i => i.Id == import.Id)).Stop(importing.Me, clock.GetUtcNow()));
    }

    private async Task RefusedAsync(Stream stream, string key)
    {
        await using (stream)
        {
            var (id, outcome) = await importing.TryAsync(stream);
            Assert.Null(id);
            Refused(outcome, key);
        }
    }

    private async Task RecordedAsync(Customer customer, CustomerImport import)
    {
        var record = Assert.Single(await RecordsAsync(customer));
        Assert.Equal((CustomerActions.Created, (int?)leader.Id), (record.Action, record.ActorId));
        Assert.Equal((CustomerImportActions.Import, $"{import.Id}"), (record.Changes[^1].Field, record.Changes[^1].To));
        var own = await database.ReadAsync(db => db.OperationRecords
            .Where(r => r.Subject == CustomerImportSubjects.Import && r.SubjectKey == $"{import.Id}").OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
        Assert.Equal([CustomerImportActions.Started, CustomerImportActions.Finished], own);
    }

    private Task<List<OperationRecord>> RecordsAsync(Customer customer)
    {
        var key = customer.Id.ToString(CultureInfo.InvariantCulture);
        return database.ReadAsync(db => db.OperationRecords
            .Where(r => r.Subject == CustomerSubjects.Customer && r.SubjectKey == key).OrderBy(r => r.Id).ToListAsync());
    }
}
