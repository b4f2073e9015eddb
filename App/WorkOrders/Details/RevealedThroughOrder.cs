using WorkOrders.Shared;
using WorkOrders.Shared.Reveal;

namespace WorkOrders.Details;

/// <summary>
/// Masked values that are shown with an order without being its own: the file of its customer, for one. Who may see the order's
/// fields may see these, and what was seen stands in the order's 操作记录 – so the names differ from those of the order's own fields.
/// </summary>
/// <param name="order">Tracked, so that the record is saved.</param>
/// <param name="valueOf">The value of a Chinese name; null for a name that is none of them.</param>
public sealed class RevealedThroughOrder(WorkOrder order, Func<string, Sensitive?> valueOf) : IRevealable
{
    public ICollection<OperationRecord> NewRecords => order.NewRecords;

    (OperationSubject Subject, string Key) IRevealable.RevealSubject => ((IRevealable)order).RevealSubject;

    public RevealRight RightToReveal(CurrentUser me) => order.RightToReveal(me);

    public Sensitive? SensitiveField(string field) => valueOf(field);
}
