namespace WorkOrders.LoanCore;

/// <summary>Settings of the section LoanCore.</summary>
public sealed class LoanCoreOptions
{
    /// <summary>Empty: in Development the stand-in on this host, elsewhere no loan core.</summary>
    public string? BaseAddress { get; set; }

    public string Path { get; set; } = "/";

    /// <summary>Of one attempt.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    public int Retries { get; set; } = 2;

    /// <summary>Before the first retry; doubles, with jitter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The breaker opens when at least half of this many attempts within <see cref="BreakerWindow"/> failed.</summary>
    public int BreakerAttempts { get; set; } = 6;

    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open breaker asks nothing.</summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>An answer this young is shown again instead of asking.</summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What the pipeline accepts; asked at the start, not when an agent opens the tab.</summary>
    public bool IsUsable =>
        (string.IsNullOrWhiteSpace(BaseAddress) || (Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        && Timeout > TimeSpan.Zero && Timeout < TimeSpan.FromMinutes(5)
        && Retries is >= 0 and <= 10 && RetryDelay >= TimeSpan.Zero
        && BreakerAttempts >= 2 && BreakerWindow >= TimeSpan.FromSeconds(0.5) && BreakerPause >= TimeSpan.FromSeconds(0.5)
        && FreshFor >= TimeSpan.Zero;
}
