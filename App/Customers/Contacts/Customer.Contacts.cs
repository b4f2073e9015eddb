using WorkOrders.Customers.Contacts;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

public sealed partial class Customer
{
    /// <summary>添加联系人. <paramref name="count"/> is how many the customer has.</summary>
    public Outcome AddContact(ContactFields fields, int count, CurrentUser me, DateTimeOffset now, out Contact? contact)
    {
        contact = null;
        if (RefusalOfContact(fields, me) is { } refusal)
        {
            return refusal;
        }

        if (count >= Contact.Most)
        {
            return Outcome.Refused("一位客户最多 {0} 位联系人", Contact.Most);
        }

        contact = new Contact(Id, fields);
        Record(me, now, ContactActions.Added, ContactFields.Changes(null, contact.Fields));
        return Outcome.Done;
    }

    /// <summary>修改联系人.</summary>
    public Outcome ChangeContact(Contact contact, ContactFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalOfContact(fields, me) is { } refusal)
        {
            return refusal;
        }

        var changes = ContactFields.Changes(contact.Fields, fields);
        if (changes.Count > 0)
        {
            contact.Take(fields);
            Record(me, now, ContactActions.Changed, changes);
        }

        return Outcome.Done;
    }

    /// <summary>删除联系人. The caller removes the row when it is done.</summary>
    public Outcome RemoveContact(Contact contact, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalToWorkWith(me) is { } refusal)
        {
            return refusal;
        }

        Record(me, now, ContactActions.Removed, ContactFields.Changes(contact.Fields, null));
        return Outcome.Done;
    }

    private Outcome? RefusalOfContact(ContactFields fields, CurrentUser me) =>
        RefusalToWorkWith(me) ?? (fields.Errors().FirstOrDefault() is { } error ? Outcome.Invalid(error) : null);
}
