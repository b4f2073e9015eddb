using WorkOrders.Shared;

namespace WorkOrders.Page;

/// <summary>
/// Masked values shown with an order but stored elsewhere, for example in the customer record. Users who may reveal the order's fields may
/// reveal these. It is recorded in the order's 操作记录, so the field names must differ from the order's own.
/// </summary>
/// <param name="order">A tracked order, so that the record is saved.</param>
/// <param name="valueOf">The value of a field; null for an unknown field.</param>
public sealed class RevealedThroughOrder(WorkOrder order, Func<FieldName, Sensitive?> valueOf) : IRevealable
{
    public ICollection<OperationRecord> NewRecords => order.NewRecords;

    (OperationSubject Subject, string Key) IRevealable.RevealSubject => ((IRevealable)order).RevealSubject;

    public RevealRight RightToReveal(CurrentUser me) => order.RightToReveal(me);

    public Sensitive? SensitiveField(FieldName field) => valueOf(field);
}
