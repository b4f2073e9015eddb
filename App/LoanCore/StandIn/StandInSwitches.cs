namespace WorkOrders.LoanCore.StandIn;

/// <summary>How the stand-in core answers, for everybody on this host, until somebody switches again.</summary>
public sealed class StandInSwitches
{
    public const int MostSeconds = 60;
    public const int MostDays = 3650;

    /// <summary>Replaced as a whole, so that no answer mixes two settings.</summary>
    public StandInBehaviour Now { get; set; } = new();
}

/// <summary>One setting of the switches.</summary>
public sealed record StandInBehaviour
{
    public StandInMode Mode { get; init; }

    public int DelaySeconds { get; init; }

    /// <summary>So many days later: what is overdue is that much longer overdue.</summary>
    public int DaysLater { get; init; }
}

/// <summary>What the stand-in sends.</summary>
public enum StandInMode
{
    Normal,

    /// <summary>A code other than 0000 with a message.</summary>
    ErrorCode,

    /// <summary>HTTP 503.</summary>
    Down,

    /// <summary>HTTP 200 with the page of a proxy.</summary>
    Html,

    /// <summary>Only the beginning of the JSON.</summary>
    Torn,

    /// <summary>Good in form, odd in content.</summary>
    Odd,
}
