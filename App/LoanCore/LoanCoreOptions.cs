namespace WorkOrders.LoanCore;

/// <summary>The settings section LoanCore.</summary>
public sealed class LoanCoreOptions
{
    /// <summary>Empty: the stand-in on this host in Development, otherwise no loan core.</summary>
    public string? BaseAddress { get; set; }

    public string Path { get; set; } = "/";

    /// <summary>Timeout of one attempt.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    public int Retries { get; set; } = 2;

    /// <summary>Delay before the first retry; doubles each time, with jitter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Minimum attempts within <see cref="BreakerWindow"/>; the circuit breaker opens when at least half of them failed.</summary>
    public int BreakerAttempts { get; set; } = 6;

    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the circuit breaker stays open.</summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Cache lifetime of an answer.</summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Validates the settings at startup, instead of at the first query.</summary>
    public bool IsUsable =>
        (string.IsNullOrWhiteSpace(BaseAddress) || (Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        && Timeout > TimeSpan.Zero && Timeout < TimeSpan.FromMinutes(5)
        && Retries is >= 0 and <= 10 && RetryDelay >= TimeSpan.Zero
        && BreakerAttempts >= 2 && BreakerWindow >= TimeSpan.FromSeconds(0.5) && BreakerPause >= TimeSpan.FromSeconds(0.5)
        && FreshFor >= TimeSpan.Zero;
}
