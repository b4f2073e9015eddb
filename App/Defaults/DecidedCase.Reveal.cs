using System.Globalization;
using WorkOrders.Shared;
using WorkOrders.Shared.Reveal;

namespace WorkOrders.Defaults;

public abstract partial class DecidedCase : IRevealable
{
    (OperationSubject Subject, string Key) IRevealable.RevealSubject => (Key.Subject, Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>An auditor sees the fields of a case before him, with a reason. Loaded with customer.</summary>
    public RevealRight RightToReveal(CurrentUser me) =>
        me.May(Permission.RevealFields) && me.Is(Roles.RiskAuditor) && CanDecide(me) ? RevealRight.WithReason : RevealRight.None;

    public Sensitive? SensitiveField(string field) => field switch
    {
        "电话" => Customer.Phone,
        "身份证号" => Customer.IdNumber,
        "备注" => Remark,
        _ => null,
    };
}
