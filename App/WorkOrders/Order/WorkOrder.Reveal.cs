using WorkOrders.Shared;

namespace WorkOrders;

public sealed partial class WorkOrder : IRevealable
{
    (OperationSubject Subject, string Key) IRevealable.RevealSubject => (OrderSubjects.WorkOrder, Number);

    /// <summary>The handler reveals fields of the order with one click. Team leaders and compliance must give a reason.</summary>
    public RevealRight RightToReveal(CurrentUser me)
    {
        if (!me.May(Permission.RevealFields))
        {
            return RevealRight.None;
        }

        if (HandlerId == me.Id)
        {
            return RevealRight.AtOnce;
        }

        return me.Is(Roles.TeamLeader) || me.Is(Roles.Compliance) ? RevealRight.WithReason : RevealRight.None;
    }

    /// <summary>Whether to show the reveal button next to masked values.</summary>
    public bool CanReveal(CurrentUser me) => RightToReveal(me) != RevealRight.None;

    public Sensitive? SensitiveField(FieldName field) => field == OrderFields.SettlementRemark
        ? SettlementRemark
        : OrderFields.All.FirstOrDefault(f => f.Name == field)?.Value(Fields) as Sensitive;
}
