using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Customers;
using WorkOrders.Sheets;

namespace WorkOrders.Tests.Customers.Import;

/// <summary>Imports beside each other and beside people: each customer is made once.</summary>
public sealed class CustomerImportRaceTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private CustomerImporting importing = null!;

    public async Task InitializeAsync() =>
        importing = new CustomerImporting(database, clock, await CustomerImporting.PersonAsync(database, "班长", Roles.TeamLeader));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Two_imports_at_once_make_each_customer_once()
    {
        const int rows = 700;
        var other = new CustomerImporting(database, clock, await CustomerImporting.PersonAsync(database, "班长二", Roles.TeamLeader));
        var first = await importing.UploadAsync(File(Enumerable.Range(0, rows)));
        var second = await other.UploadAsync(File(Enumerable.Range(0, rows).Reverse()));
        await importing.StartAsync(first);
        await other.StartAsync(second);
        await Task.WhenAll(Task.Run(() => importing.RunAsync()), Task.Run(() => other.RunAsync()));

        (first, second) = (await importing.FreshAsync(first.Id), await importing.FreshAsync(second.Id));
        Assert.Equal((ImportStatus.Done, ImportStatus.Done), (first.Status, second.Status));
        Assert.Equal((rows, rows), (first.Imported + second.Imported, first.Skipped + second.Skipped));
        Assert.Equal((rows, rows), (first.Processed, second.Processed));
        Assert.Equal(rows, (await importing.CustomersAsync("同")).Count);
    }

    [Fact]
    public async Task A_row_that_somebody_saves_meanwhile_becomes_a_duplicate_and_the_batch_goes_on()
    {
        var import = await importing.UploadAsync(CustomerImporting.File()
            .With(("客户名称", "赛一"), ("客户电话", "13877770001"))
            .With(("客户名称", "赛二公司"), ("客户类型", "企业"))
            .With(("客户名称", "赛三"), ("客户电话", "13877770003")));
        await importing.StartAsync(import);
        var racing = new InterceptedFactory(database, new BeforeSave(1, () => database.SaveAsync(
            Customer.Of(new() { Name = "赛别人", Phone = PhoneNumber.Parse("13877770001") }),
            Customer.Of(new() { Name = "赛二 公司", Type = CustomerType.Enterprise }))));
        Assert.Equal(1, await importing.RunAsync(racing));

        var done = await importing.FreshAsync(import.Id);
        Assert.Equal((ImportStatus.Done, 1, 2), (done.Status, done.Imported, done.Skipped));
        Assert.Equal([CustomerFields.Phone, CustomerFields.FullName], (await importing.RowsAsync(import)).Select(r => r.SameField));
        Assert.Equal(["赛别人", "赛二 公司", "赛三"], (await importing.CustomersAsync("赛")).Select(c => c.Name));
    }

    private static UploadFile File(IEnumerable<int> numbers)
    {
        var file = CustomerImporting.File();
        foreach (var number in numbers)
        {
            file.With(("客户名称", "同"), ("客户电话", (13888800000 + number).ToString(CultureInfo.InvariantCulture)));
        }

        return file;
    }
}
