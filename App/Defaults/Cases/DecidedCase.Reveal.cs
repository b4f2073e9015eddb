using System.Globalization;
using WorkOrders.Customers;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases;

public abstract partial class DecidedCase : IRevealable
{
    (OperationSubject Subject, string Key) IRevealable.RevealSubject => (Key.Subject, Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>An auditor can reveal the fields of a case they can decide, with a reason. Requires the customer to be loaded.</summary>
    public RevealRight RightToReveal(CurrentUser me) =>
        me.May(Permission.RevealFields) && me.Is(Roles.RiskAuditor) && CanDecide(me) ? RevealRight.WithReason : RevealRight.None;

    public Sensitive? SensitiveField(FieldName field) =>
        field == CaseFields.Phone ? Customer.Phone
        : field == CaseFields.IdNumber ? Customer.IdNumber
        : field == CaseFields.Remark ? Remark
        : null;
}
