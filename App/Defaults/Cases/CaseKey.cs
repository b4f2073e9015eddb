using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases;

/// <summary>Identifies a case where applications and renewals are mixed: a12, r5.</summary>
public readonly record struct CaseKey(CaseKind Kind, long Id)
{
    public OperationSubject Subject => Kind.Subject;

    /// <summary>URL of the case page.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Kind.ListAddress}/{Id}");

    public static CaseKey? Parse(string? text) =>
        text is [var letter, ..] && CaseKind.All.FirstOrDefault(k => k.Letter == letter) is { } kind
            && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new CaseKey(kind, id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind.Letter}{Id}");
}
