using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Attachments;
using WorkOrders.Files;
using WorkOrders.Shared.People;
using static WorkOrders.Tests.Customers.Customer360.GivenCustomer;

namespace WorkOrders.Tests.Customers.Attachments;

public sealed class CustomerAttachmentTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_file_is_attached_once_seen_by_whoever_sees_the_customer_and_removed()
    {
        var (li, han) = (await database.SaveAsync(Given.User("李经理")), await database.SaveAsync(Given.User("韩经理")));
        var customer = await database.SaveCustomerAsync(li);
        var file = await FileAsync(li);
        Done(await AttachAsync(customer, file, Manager(li)));
        Done(await AttachAsync(customer, file, Manager(li)));
        var row = Assert.Single(await RowsAsync(customer, Manager(li)));
        Assert.Empty(await RowsAsync(customer, Manager(han)));
        Assert.True(await SeesAsync(file, As.Compliance(han)));
        Assert.False(await SeesAsync(file, Manager(han)));
        Assert.False(await database.ReadAsync(db => new CustomerFileUse().Unused(db.StoredFiles, db).AnyAsync(f => f.Id == file.Id)));

        Assert.Equal(Refusal.Missing, (await DetachAsync(customer, row.Id, Manager(han))).Kind);
        Assert.Equal(Refusal.Permission, (await DetachAsync(customer, row.Id, As.Agent(han))).Kind);
        Done(await DetachAsync(customer, row.Id, As.Leader(han)));
        Assert.Empty(await RowsAsync(customer, Manager(li)));
    }

    [Fact]
    public async Task A_strangers_file_and_an_inactive_customer_are_refused()
    {
        var (li, han) = (await database.SaveAsync(Given.User("李经理")), await database.SaveAsync(Given.User("韩经理")));
        var customer = await database.SaveCustomerAsync(li);
        var file = await FileAsync(han);
        Assert.Equal("有附件已经不在了，或不是您上传的，请移除后重新上传", (await AttachAsync(customer, file, Manager(li))).Reason);
        await database.SetStatusAsync(customer, CustomerStatus.Inactive);
        Assert.True((await AttachAsync(customer, await FileAsync(li), Manager(li))).IsRefused);
    }

    [Fact]
    public async Task Files_of_a_customer_in_the_pool_are_open_to_no_other_account_manager()
    {
        var (li, han) = (await database.SaveAsync(Given.User("李经理")), await database.SaveAsync(Given.User("韩经理")));
        var customer = await database.SaveCustomerAsync(li);
        var file = await FileAsync(li);
        Done(await AttachAsync(customer, file, Manager(li)));
        await database.SetStatusAsync(customer, CustomerStatus.InPool);
        Assert.Empty(await RowsAsync(customer, Manager(han)));
        Assert.False(await SeesAsync(file, Manager(han)));
        Assert.True(await SeesAsync(file, As.Leader(han)));
    }

    private Task<Outcome> AttachAsync(Customer customer, StoredFile file, CurrentUser me) =>
        database.Factory.AttachToCustomerAsync(customer.Id, [file.Key], me, Given.Now);

    private Task<Outcome> DetachAsync(Customer customer, long id, CurrentUser me) => database.Factory.DetachFromCustomerAsync(customer.Id, id, me, Given.Now);

    private Task<List<CustomerAttachmentRow>> RowsAsync(Customer customer, CurrentUser me) =>
        database.ReadAsync(db => CustomerAttachmentRow.Of(db, customer.Id, me).ToListAsync());

    private Task<bool> SeesAsync(StoredFile file, CurrentUser me) =>
        database.ReadAsync(db => new FileUses([new CustomerFileUse()]).VisibleTo(db.StoredFiles, db, me).AnyAsync(f => f.Id == file.Id));

    private Task<StoredFile> FileAsync(User uploader) =>
        database.SaveAsync(new StoredFile(StoredFile.NewKey(), FreeText.Parse("营业执照.png")!, FileKind.Png, 100, new string('a', 64), Manager(uploader), Given.Now));
}
