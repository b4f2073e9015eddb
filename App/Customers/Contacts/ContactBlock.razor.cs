using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Customers.Contacts;

/// <summary>联系人 of the 360° view.</summary>
public sealed partial class ContactBlock(ScreenServices services) : BlockScreen<IReadOnlyList<Contact>>(services)
{
    // More than one customer may have, because merges add theirs.
    private const int MostShown = 10 * Contact.Most;

    private LongForm? form;
    private ContactInput? input;
    private IReadOnlyList<FieldError> errors = [];

    /// <summary>The customer's contacts, oldest first.</summary>
    public static IQueryable<Contact> Of(AppDb db, int customerId, CurrentUser me) => db.Contacts.AsNoTracking()
        .Where(c => c.CustomerId == customerId && db.Set<Customer>().VisibleTo(me).Any(owner => owner.Id == c.CustomerId)).OrderBy(c => c.Id).Take(MostShown);

    protected override async Task<IReadOnlyList<Contact>> ReadBlockAsync(AppDb db, CancellationToken token) => await Of(db, Customer.Id, Me).ToListAsync(token);

    private void Begin(Contact? contact)
    {
        (input, errors) = (new ContactInput(contact), []);
        Problem = null;
    }

    private void Stop()
    {
        (input, errors) = (null, []);
        Problem = null;
    }

    private async Task SaveAsync()
    {
        var typed = input!;
        errors = [.. typed.Errors()];
        if (errors.Count > 0 || IsActing)
        {
            form?.FocusFirstError();
            return;
        }

        var isDone = await ActAsync("联系人已保存", () => Factory.SaveContactAsync(Customer.Id, typed.Id, typed.Version, typed.Fields, Me, Time.GetUtcNow()));
        if (isDone)
        {
            input = null;
            await ChangedAsync();
        }
        else
        {
            // What a colleague saved first is shown in the list; what is typed stays.
            await LoadAsync();
            input = Shown?.FirstOrDefault(c => c.Id == typed.Id) is { } fresh && fresh.Version != typed.Version ? typed.Over(fresh) : input;
        }
    }

    private async Task RemoveAsync(Contact contact)
    {
        if (await Dialogs.ConfirmAsync(L["删除联系人“{0}”？", contact.Name], L["删除联系人"], L["删除"]))
        {
            await ActAsync("联系人已删除", () => Factory.RemoveContactAsync(Customer.Id, contact.Id, Me, Time.GetUtcNow()));
            await ChangedAsync();
        }
    }

    private async Task<IRevealable?> RevealableAsync(AppDb db, long id) =>
        await db.Customers.VisibleTo(Me).FirstOrDefaultAsync(c => c.Id == Customer.Id) is { } customer
        && await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.CustomerId == customer.Id) is { } contact
            ? new RevealedThroughCustomer(customer, field => field == ContactActions.Phone ? contact.Phone : field == ContactActions.Email ? contact.Email : null)
            : null;
}
