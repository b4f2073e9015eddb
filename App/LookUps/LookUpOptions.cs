namespace WorkOrders.LookUps;

/// <summary>The settings section LookUps.</summary>
public sealed class LookUpOptions
{
    private const int Most = 1_000_000;

    /// <summary>Different numbers that one person may look up in 60 seconds, over all nodes.</summary>
    public int PerMinute { get; set; } = 60;

    /// <summary>Different numbers that one person may look up on a day (Shanghai).</summary>
    public int PerDay { get; set; } = 600;

    /// <summary>How long the same number can be read again by the same person without being counted again.</summary>
    public TimeSpan SameFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long look-ups stay on record.</summary>
    public TimeSpan Kept { get; set; } = TimeSpan.FromDays(180);

    /// <summary>Base64, at least 32 bytes. Empty: a key is generated at first use and stored, encrypted, in the database.</summary>
    public string? HashKey { get; set; }

    /// <summary>Validates the settings at startup, instead of at the first look-up. The counting needs the records of the day.</summary>
    public bool IsUsable =>
        PerMinute is >= 1 and <= Most && PerDay is >= 1 and <= Most
        && SameFor >= TimeSpan.Zero && SameFor <= TimeSpan.FromDays(1)
        && Kept >= TimeSpan.FromDays(2) && Kept <= TimeSpan.FromDays(3660)
        && (string.IsNullOrWhiteSpace(HashKey)
            || (Convert.TryFromBase64String(HashKey, new byte[HashKey.Length], out var bytes) && bytes >= LookUpKey.Bytes));
}
