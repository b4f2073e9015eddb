using WorkOrders.Shared;

namespace WorkOrders.LoanCore.StandIn;

/// <summary>Current behaviour of the stand-in core, shared by all users of this host.</summary>
public sealed class StandInSwitches
{
    public const int MostSeconds = 60;
    public const int MostDays = 3650;

    /// <summary>Replaced as a whole, so that an answer never mixes two settings.</summary>
    public StandInBehaviour Now { get; set; } = new();
}

/// <summary>A behaviour of the stand-in core.</summary>
public sealed record StandInBehaviour
{
    public StandInMode Mode { get; init; }

    public int DelaySeconds { get; init; }

    /// <summary>Simulates that this many days have passed, so overdue days increase.</summary>
    public int DaysLater { get; init; }
}

/// <summary>Kind of response.</summary>
public enum StandInMode
{
    [Named("正常")]
    Normal,

    /// <summary>A code other than 0000 with a message.</summary>
    [Named("返回错误码")]
    ErrorCode,

    /// <summary>HTTP 503.</summary>
    [Named("停机（HTTP 503）")]
    Down,

    /// <summary>HTTP 200 with an HTML page of a proxy.</summary>
    [Named("返回 HTML")]
    Html,

    /// <summary>Truncated JSON.</summary>
    [Named("回答中断")]
    Torn,

    /// <summary>Valid JSON with malformed fields.</summary>
    [Named("数据异常")]
    Odd,
}
