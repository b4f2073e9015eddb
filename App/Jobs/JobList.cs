using System.Globalization;
using WorkOrders.Shared;

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
/// <paramref name="IsQuiet"/>: a run without work leaves no record; for jobs that run often.
/// <paramref name="IsLong"/>: a run may take longer than a few seconds, and leaves the workers free that are kept for the others.
/// </summary>
public sealed record JobDefinition(string Name, string Title, Type Work, JobPlan Plan, bool IsQuiet = false, bool IsLong = false);

/// <summary>A daily job that earlier versions had.</summary>
public sealed record RetiredJob(string Name);

/// <summary>When a job runs: daily at a Shanghai time, or when its work is due, which is checked each minute.</summary>
public sealed record JobPlan
{
    private JobPlan()
    {
    }

    public static JobPlan WhenDue { get; } = new();

    /// <summary>HH:mm in Shanghai; null for a job that runs when its work is due.</summary>
    public TimeOnly? At { get; private init; }

    public string? Cron => At is { } at ? $"{at.Minute} {at.Hour} * * *" : null;

    public static JobPlan Daily(string at) => new() { At = TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture) };

    /// <summary>The next run, or the next check whether work is due.</summary>
    public DateTimeOffset Next(DateTimeOffset now)
    {
        if (At is not { } at)
        {
            return now.AddTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute));
        }

        var today = BusinessTime.StartOf(BusinessTime.DayOf(now)) + at.ToTimeSpan();
        return today > now ? today : today.AddDays(1);
    }
}
