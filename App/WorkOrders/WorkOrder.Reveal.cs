using WorkOrders.Shared;
using WorkOrders.Shared.Reveal;

namespace WorkOrders;

public sealed partial class WorkOrder : IRevealable
{
    (OperationSubject Subject, string Key) IRevealable.RevealSubject => (OperationSubject.WorkOrder, Number);

    /// <summary>The handler sees his order's fields by one click; team leaders and compliance give a reason.</summary>
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

    /// <summary>Whether there is an eye beside the masked values.</summary>
    public bool CanReveal(CurrentUser me) => RightToReveal(me) != RevealRight.None;

    public Sensitive? SensitiveField(string field) => field switch
    {
        "客户电话" => CustomerPhone,
        "来电号码" => CallerNumber,
        "身份证号" => IdNumber,
        "描述" => Description,
        "结单备注" => SettlementRemark,
        _ => null,
    };
}
