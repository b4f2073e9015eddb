using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>
/// Masked values shown with a customer but stored elsewhere, for example a contact's telephone. Users who may reveal the customer's fields may reveal these. It is
/// recorded in the customer's 操作记录, so the field names must differ from the customer's own.
/// </summary>
/// <param name="customer">A tracked customer, so that the record is saved.</param>
/// <param name="valueOf">The value of a field; null for an unknown field.</param>
public sealed class RevealedThroughCustomer(Customer customer, Func<FieldName, Sensitive?> valueOf) : IRevealable
{
    public ICollection<OperationRecord> NewRecords => customer.NewRecords;

    (OperationSubject Subject, string Key) IRevealable.RevealSubject => ((IRevealable)customer).RevealSubject;

    public RevealRight RightToReveal(CurrentUser me) => customer.RightToReveal(me);

    public Sensitive? SensitiveField(FieldName field) => valueOf(field);
}
