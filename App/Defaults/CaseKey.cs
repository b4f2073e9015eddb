using System.Globalization;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared;

namespace WorkOrders.Defaults;

/// <summary>Which case is meant where applications and renewals stand together: a12, r5.</summary>
public readonly record struct CaseKey(bool IsRenewal, long Id)
{
    public OperationSubject Subject => IsRenewal ? OperationSubject.Renewal : OperationSubject.DefaultApplication;

    public static CaseKey Of(DecidedCase one) => new(one is Renewal, one.Id);

    public static CaseKey? Parse(string? text) =>
        text is ['a' or 'r', ..] && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new CaseKey(text[0] == 'r', id) : null;

    public override string ToString() => (IsRenewal ? "r" : "a") + Id.ToString(CultureInfo.InvariantCulture);
}
