namespace WorkOrders.AccessRecords;

/// <summary>The settings section AccessRecords.</summary>
public sealed class AccessRecordOptions
{
    private const int Most = 100_000;

    /// <summary>How long sign-ins, downloads and exports stay on record. Look-ups have their own setting, LookUps:Kept.</summary>
    public TimeSpan Kept { get; set; } = TimeSpan.FromDays(5 * 365.25);

    /// <summary>Failed sign-ins of one network address that one node puts on record in a minute; further ones are only in the log.</summary>
    public int FailuresPerAddressAndMinute { get; set; } = 120;

    /// <summary>The same of all addresses together.</summary>
    public int FailuresPerMinute { get; set; } = 600;

    /// <summary>Refused pages and endpoints of one person that one node puts on record in a minute.</summary>
    public int DeniedPerPersonAndMinute { get; set; } = 60;

    /// <summary>Validates the settings at startup.</summary>
    public bool IsUsable =>
        Kept >= TimeSpan.FromDays(30) && Kept <= TimeSpan.FromDays(36_600)
        && FailuresPerAddressAndMinute is >= 1 and <= Most && FailuresPerMinute is >= 1 and <= Most && DeniedPerPersonAndMinute is >= 1 and <= Most;
}
