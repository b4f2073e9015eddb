namespace WorkOrders.Jobs;

/// <summary>The registered background jobs.</summary>
public sealed class JobList(IEnumerable<JobDefinition> registered)
{
    private readonly JobDefinition[] jobs = [.. registered];

    public IReadOnlyList<JobDefinition> Jobs => jobs;

    /// <summary>Null for a job that this version of the application doesn't have.</summary>
    public JobDefinition? Find(string? name) => Array.Find(jobs, j => j.Name == name);
}

/// <summary>
/// A job. <paramref name="Title"/> is Chinese and the localizer's key, <paramref name="Name"/> is stored in the database.
/// <paramref name="IsQuiet"/>: a run without work leaves no record; for jobs that run every second.
/// </summary>
public sealed record JobDefinition(string Name, string Title, Type Work, JobPlan Plan, bool IsQuiet = false);

/// <summary>When a job runs: an interval after the end of the last run, or daily at a Shanghai time.</summary>
public sealed record JobPlan
{
    private JobPlan()
    {
    }

    public TimeSpan? Interval { get; private init; }

    /// <summary>HH:mm in Shanghai.</summary>
    public TimeOnly? At { get; private init; }

    public string? Cron => At is { } at ? $"0 {at.Minute} {at.Hour} * * ?" : null;

    public static JobPlan Every(TimeSpan interval) => new() { Interval = interval };

    public static JobPlan Daily(string at) => new() { At = TimeOnly.ParseExact(at, "HH:mm", System.Globalization.CultureInfo.InvariantCulture) };
}
