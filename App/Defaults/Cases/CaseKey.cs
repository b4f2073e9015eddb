using System.Globalization;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases;

/// <summary>Identifies a case where applications and renewals are mixed: a12, r5.</summary>
public readonly record struct CaseKey(bool IsRenewal, long Id)
{
    public OperationSubject Subject => IsRenewal ? CaseSubjects.Renewal : CaseSubjects.DefaultApplication;

    /// <summary>违约认定申请 or 违约重生申请.</summary>
    public string Title => IsRenewal ? "违约重生申请" : "违约认定申请";

    /// <summary>URL of the case page.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{(IsRenewal ? RenewalQuery.Path : ApplicationQuery.Path)}/{Id}");

    public static CaseKey Of(DecidedCase one) => new(one is Renewal, one.Id);

    public static CaseKey? Parse(string? text) =>
        text is ['a' or 'r', ..] && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new CaseKey(text[0] == 'r', id)
            : null;

    public override string ToString() => (IsRenewal ? "r" : "a") + Id.ToString(CultureInfo.InvariantCulture);
}
