namespace WorkOrders.Defaults.Reasons;

/// <summary>A reason as it is being typed.</summary>
public sealed class ReasonInput
{
    /// <summary>Null: a new one.</summary>
    public int? Id { get; init; }

    /// <summary>The one that was shown.</summary>
    public int Version { get; init; }

    public string? Text { get; set; }

    public string? Detail { get; set; }

    public bool IsEnabled { get; set; } = true;

    public string? SortOrder { get; set; }

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
        };
    }

    /// <summary>What isn't a whole number of digits is told as one out of range.</summary>
    public ReasonFields Fields() => new(Text, Detail, IsEnabled, int.TryParse(Shared.Normalise.Halfwidth(SortOrder), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var order) ? order : -1);
}
