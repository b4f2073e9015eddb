using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Page.Person;
using WorkOrders.Shared.People;
using WorkOrders.Ui.Reveal;

namespace WorkOrders.Tests.Page;

public sealed class CustomerFileTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task The_customer_is_found_by_card_else_by_telephone()
    {
        var li = await database.SaveAsync(Given.User());
        var id = NewId();
        var card = await database.SaveAsync(new Customer("持卡人", CustomerType.Individual, NewPhone(), id));
        var phone = await database.SaveAsync(Given.Customer("接电话的人"));
        Assert.Equal("持卡人", (await ReadAsync(Order(li, id, phone.Phone), As.Agent(li)))?.Customer.Name);
        Assert.Equal("接电话的人", (await ReadAsync(Order(li, NewId(), phone.Phone), As.Agent(li)))?.Customer.Name);
        Assert.Equal("接电话的人", (await ReadAsync(Order(li, null, phone.Phone), As.Agent(li)))?.Customer.Name);
        Assert.Equal("持卡人", (await ReadAsync(Order(li, card.IdNumber, null), As.Agent(li)))?.Customer.Name);
        Assert.Null(await ReadAsync(Order(li, null, null), As.Agent(li)));
        Assert.Null(await ReadAsync(Order(li, NewId(), NewPhone()), As.Agent(li)));
    }

    [Fact]
    public async Task Compliance_reads_it_and_a_province_manager_does_not()
    {
        var li = await database.SaveAsync(Given.User());
        var customer = await database.SaveAsync(Given.Customer());
        Assert.NotNull(await ReadAsync(Order(li, null, customer.Phone), As.Compliance(li)));
        Assert.Null(await ReadAsync(Order(li, null, customer.Phone), As.In(li, Roles.ProvinceManager)));
    }

    [Fact]
    public async Task What_was_seen_stands_in_the_records_of_the_order_under_a_name_of_its_own()
    {
        var (li, order, file) = await SavedAsync();
        var seen = await database.Factory.RevealAsync(db => file.RevealableAsync(db, order.Number, As.Agent(li)), CustomerFile.Phone, null, As.Agent(li), Given.Now);
        Assert.Equal(file.Customer.Phone!.Unmask(), seen.Value);
        var record = Assert.Single(await RecordsAsync(order));
        Assert.Equal((CustomerFile.Phone, OrderSubjects.WorkOrder), (record.Changes[0].Field, record.Subject));
        Assert.Null(order.SensitiveField(CustomerFile.Phone));
    }

    [Fact]
    public async Task The_right_is_that_of_the_order()
    {
        var (li, order, file) = await SavedAsync();
        var other = await database.SaveAsync(Given.User("王芳"));
        foreach (var me in new[] { As.Agent(other), As.Admin(other) })
        {
            Assert.Null((await database.Factory.RevealAsync(db => file.RevealableAsync(db, order.Number, me), CustomerFile.Phone, "好奇", me, Given.Now)).Value);
        }

        Assert.Empty(await RecordsAsync(order));
        foreach (var me in new[] { As.Leader(other), As.Compliance(other) })
        {
            Assert.NotNull((await database.Factory.RevealAsync(db => file.RevealableAsync(db, order.Number, me), CustomerFile.Phone, "投诉处理", me, Given.Now)).Value);
        }

        _ = li;
    }

    [Fact]
    public async Task A_file_that_is_no_longer_behind_the_order_is_not_shown()
    {
        var (li, order, file) = await SavedAsync();
        await database.ActAsync(order.Number, (o, _) => o.Edit(o.Fields with { CustomerPhone = NewPhone() }, As.Agent(li), Given.Now));
        Assert.Null((await database.Factory.RevealAsync(db => file.RevealableAsync(db, order.Number, As.Agent(li)), CustomerFile.Phone, null, As.Agent(li), Given.Now)).Value);
    }

    private static WorkOrder Order(User handler, IdNumber? id, PhoneNumber? phone) =>
        Given.WorkOrder().HandledBy(handler).With(f => f with { IdNumber = id, CustomerPhone = phone });

    private static PhoneNumber NewPhone() => PhoneNumber.Parse("136" + Given.Next().ToString("D8"))!;

    private static IdNumber NewId()
    {
        var first17 = "11010519800101" + (Given.Next() % 1000).ToString("D3");
        return IdNumber.Parse(first17 + IdNumber.CheckCharacter(first17))!;
    }

    private async Task<(User Handler, WorkOrder Order, CustomerFile File)> SavedAsync()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        var customer = await database.SaveAsync(Given.Customer());
        var order = await database.SaveAsync(Order(li, null, customer.Phone));
        return (li, order, (await ReadAsync(order, As.Agent(li)))!);
    }

    private Task<CustomerFile?> ReadAsync(WorkOrder order, CurrentUser me) => database.ReadAsync(db => CustomerFile.ReadAsync(db, order, me));

    private Task<List<OperationRecord>> RecordsAsync(WorkOrder order) =>
        database.ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == order.Number && r.Action == Revealing.Action).ToListAsync());
}
