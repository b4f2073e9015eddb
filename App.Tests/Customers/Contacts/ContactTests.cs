using Microsoft.EntityFrameworkCore;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Customers.Contacts;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using static WorkOrders.Tests.Customers.Customer360.GivenCustomer;

namespace WorkOrders.Tests.Customers.Contacts;

public sealed class ContactTests(TestDatabase database) : ComponentTest(database)
{
    private static readonly ContactFields Zhao = new("赵会计", "财务", PhoneNumber.Parse("13812345678"), EmailAddress.Parse("zhao@example.cn"));

    [Fact]
    public async Task A_contact_is_added_changed_without_losing_the_masked_number_and_removed()
    {
        var li = await Database.SaveAsync(Given.User("李经理"));
        var customer = await Database.SaveCustomerAsync(li);
        Done(await SaveAsync(customer, null, 0, Zhao, Manager(li)));
        var contact = Assert.Single(await ContactsAsync(customer));

        var input = new ContactInput(contact) { Position = "财务主管" };
        Assert.Equal("138****5678", input.Phone);
        Assert.Empty(input.Errors());
        Done(await SaveAsync(customer, contact.Id, contact.Version, input.Fields, Manager(li)));
        var changed = Assert.Single(await ContactsAsync(customer));
        Assert.Equal(("财务主管", "13812345678"), (changed.Position, changed.Phone!.Unmask()));

        // A colleague's form is older.
        Assert.Equal("刚被别人修改，已为您刷新，请看过后再试", (await SaveAsync(customer, contact.Id, contact.Version, Zhao, Manager(li))).Reason);
        Done(await Database.Factory.RemoveContactAsync(customer.Id, contact.Id, Manager(li), Given.Now));
        Assert.Empty(await ContactsAsync(customer));
        var key = customer.Id.ToString();
        Assert.Equal(
            [ContactActions.Added, ContactActions.Changed, ContactActions.Removed],
            await Database.ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == key && r.Subject == CustomerSubjects.Customer).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync()));
    }

    [Theory]
    [InlineData(null, null, null, "联系人姓名")]
    [InlineData("赵 13812345678", null, null, "联系人姓名")]
    [InlineData("赵会计", "12", null, "联系人电话")]
    [InlineData("赵会计", "139****9999", null, "联系人电话")]
    [InlineData("赵会计", null, "not an address", "联系人邮箱")]
    public void A_wrong_field_is_named(string? name, string? phone, string? email, string field) =>
        Assert.Equal(field, Assert.Single(new ContactInput { Name = name, Phone = phone, Email = email }.Errors()).Field);

    [Fact]
    public async Task Another_managers_customer_is_missing_and_readers_are_refused()
    {
        var (li, han) = (await Database.SaveAsync(Given.User("李经理")), await Database.SaveAsync(Given.User("韩经理")));
        var customer = await Database.SaveCustomerAsync(li);
        Assert.Equal(Refusal.Missing, (await SaveAsync(customer, null, 0, Zhao, Manager(han))).Kind);
        Assert.Equal(Refusal.Permission, (await SaveAsync(customer, null, 0, Zhao, As.Agent(han))).Kind);
        await Database.SetStatusAsync(customer, CustomerStatus.Inactive);
        Assert.True((await SaveAsync(customer, null, 0, Zhao, Manager(li))).IsRefused);
        Assert.Empty(await ContactsAsync(customer));
    }

    [Fact]
    public async Task The_block_adds_a_contact_and_shows_the_number_masked()
    {
        var li = await Database.SaveAsync(Given.User("李经理"));
        var customer = await Database.SaveCustomerAsync(li);
        SignIn(Manager(li));
        Render<MudPopoverProvider>();
        var profile = await Database.ReadAsync(db => CustomerProfile.ReadAsync(db, customer.Id, Manager(li), CancellationToken.None));
        var block = Render<ContactBlock>(p => p.Add(b => b.Customer, profile!.OnPage(Manager(li))));
        await block.ClickAsync("添加联系人");
        await block.OnAsync("#contact-name", e => e.ChangeAsync("赵会计"));
        await block.OnAsync("#contact-phone", e => e.ChangeAsync("13812345678"));
        await block.OnAsync("form", e => e.SubmitAsync());
        block.WaitForAssertion(() => Assert.Contains("赵会计", block.Find(".rows").TextContent, StringComparison.Ordinal));
        Assert.Contains("138****5678", block.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("13812345678", block.Markup, StringComparison.Ordinal);
        await block.OnAsync("button[aria-label=查看联系人电话]", e => e.ClickAsync(new()));
        block.WaitForAssertion(() => Assert.Contains("13812345678", block.Markup, StringComparison.Ordinal));
    }

    private Task<Outcome> SaveAsync(Customer customer, long? id, int version, ContactFields fields, CurrentUser me) =>
        Database.Factory.SaveContactAsync(customer.Id, id, version, fields, me, Given.Now);

    private Task<List<Contact>> ContactsAsync(Customer customer) => Database.ReadAsync(db => db.Contacts.AsNoTracking().Where(c => c.CustomerId == customer.Id).ToListAsync());
}
