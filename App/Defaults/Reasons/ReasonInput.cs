using System.Globalization;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.Reasons;

/// <summary>Form model of a reason.</summary>
public sealed class ReasonInput
{
    /// <summary>Null for a new reason.</summary>
    public int? Id { get; init; }

    /// <summary>The version that was shown.</summary>
    public int Version { get; init; }

    public string? Text { get; set; }

    public string? Detail { get; set; }

    public bool IsEnabled { get; set; } = true;

    public string? SortOrder { get; set; }

    /// <summary>Only for 重生原因.</summary>
    public string? OnTimeMonths { get; set; }

    public static ReasonInput Of(Reason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new ReasonInput
        {
            Id = reason.Id,
            Version = reason.Version,
            Text = reason.Text,
            Detail = reason.Detail,
            IsEnabled = reason.IsEnabled,
            SortOrder = ListAddress.Of(reason.SortOrder),
            OnTimeMonths = ListAddress.Of(reason.Fields.OnTimeMonths),
        };
    }

    /// <summary>Input that isn't a whole number becomes -1, which fails validation as out of range.</summary>
    public ReasonFields Fields() =>
        new(Text, Detail, IsEnabled, Number(SortOrder)) { OnTimeMonths = Normalise.Text(OnTimeMonths) is { } months ? Number(months) : null };

    private static int Number(string? typed) =>
        int.TryParse(Normalise.Halfwidth(typed), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
