using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;
using WorkOrders.Shared;

namespace WorkOrders.Jobs.Running;

/// <summary>
/// The Hangfire server of this node, with the processes of Hangfire's own server but for the delayed runs: its settings would poll
/// delayed and recurring runs at the same pace.
/// </summary>
internal static class HangfireServer
{
    private const int Workers = 4;
    private const string Sweep = "sweep";

    /// <summary>The filters of all runs. Hangfire's own also store the language and look for continuations of each run, by a query each.</summary>
    public static IJobFilterProvider Filters { get; } = new JobFilterProviderCollection(new JobFilterCollection { new StatisticsHistoryAttribute() }, new JobFilterAttributeFilterProvider());

    public static IBackgroundProcessingServer Start(IServiceProvider services)
    {
        var storage = services.GetRequiredService<JobStorage>();
        var options = services.GetRequiredService<JobsOptions>();
        AddRecurring(services.GetRequiredService<IRecurringJobManagerV2>(), storage, services.GetRequiredService<JobList>());
        var states = new BackgroundJobStateChanger(Filters);
        var performer = new BackgroundJobPerformer(Filters, new AspNetCoreJobActivator(services.GetRequiredService<IServiceScopeFactory>()), TaskScheduler.Default);
        return new BackgroundProcessingServer(
            storage,
            [
                new Worker([EnqueuedState.DefaultQueue], performer, states).UseBackgroundPool(Workers),
                new EnqueueDueRuns(states, services.GetRequiredService<TimeProvider>()).UseBackgroundPool(1),

                // Without an interval it looks at each full minute.
                new RecurringJobScheduler(new BackgroundJobFactory(Filters), TimeSpan.Zero, new DefaultTimeZoneResolver()).UseBackgroundPool(1),
            ],
            new Dictionary<string, object>(StringComparer.Ordinal) { ["Queues"] = new[] { EnqueuedState.DefaultQueue }, ["WorkerCount"] = Workers },
            new BackgroundProcessingServerOptions
            {
                HeartbeatInterval = options.CheckIn,
                ServerTimeout = options.Silence,
                ServerCheckInterval = options.Silence,

                // After a lost database go on soon: Hangfire's pauses grow to minutes.
                RetryDelay = attempt => TimeSpan.FromSeconds(Math.Min(attempt, 5)),
                RestartDelay = options.CheckIn,
            });
    }

    private static void AddRecurring(IRecurringJobManagerV2 recurring, JobStorage storage, JobList jobs)
    {
        var options = new RecurringJobOptions { TimeZone = BusinessTime.Zone };
        recurring.AddOrUpdate<ScheduledJob>(Sweep, run => run.SweepAsync(CancellationToken.None), Cron.Minutely(), options);
        foreach (var job in jobs.Jobs.Where(j => j.Plan.Cron is not null))
        {
            recurring.AddOrUpdate<ScheduledJob>(job.Name, run => run.RunAsync(job.Name, false, null, null, CancellationToken.None), job.Plan.Cron, options);
        }

        using var connection = storage.GetConnection();
        foreach (var old in connection.GetRecurringJobs().Where(r => r.Id != Sweep && jobs.Find(r.Id)?.Plan.Cron is null))
        {
            recurring.RemoveIfExists(old.Id);
        }
    }
}
