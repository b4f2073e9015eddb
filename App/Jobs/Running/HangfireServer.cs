using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Client;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using WorkOrders.Shared;

namespace WorkOrders.Jobs.Running;

/// <summary>
/// The Hangfire server of this node, with the processes of Hangfire's own server but for the delayed runs: its settings would poll
/// delayed and recurring runs at the same pace.
/// </summary>
internal sealed class HangfireServer(
    JobStorage storage,
    JobsOptions options,
    JobList jobs,
    IEnumerable<RetiredJob> retired,
    IRecurringJobManagerV2 recurring,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private const string Sweep = "sweep";

    // Each worker listens on a connection of its own and polls: more of them cost at rest.
    private const int Workers = 4;
    private const int WorkersForShort = 2;

    private BackgroundProcessingServer? server;
    private CancellationTokenRegistration stopping;

    /// <summary>The filters of all runs. Hangfire's own also store the language and look for continuations of each run, by a query each.</summary>
    public static IJobFilterProvider Filters { get; } = new JobFilterProviderCollection(new JobFilterCollection { new StatisticsHistoryAttribute() }, new JobFilterAttributeFilterProvider());

    public Task StartAsync(CancellationToken cancellationToken)
    {
        AddRecurring();
        server = Start();

        // Running jobs are told to stop first: the host waits for requests and open pages before it stops this service.
        stopping = lifetime.ApplicationStopping.Register(server.SendStop);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        stopping.Dispose();
        server?.SendStop();
        return server?.WaitForShutdownAsync(cancellationToken) ?? Task.CompletedTask;
    }

    public void Dispose()
    {
        stopping.Dispose();
        server?.Dispose();
        server = null;
    }

    private BackgroundProcessingServer Start()
    {
        string[] queues = [JobQueue.Short, JobQueue.Long];
        var states = new BackgroundJobStateChanger(Filters);
        var performer = new BackgroundJobPerformer(Filters, new AspNetCoreJobActivator(scopes), TaskScheduler.Default);
        return new BackgroundProcessingServer(
            storage,
            [
                new Worker(queues, performer, states).UseBackgroundPool(Workers),
                new Worker([JobQueue.Short], performer, states).UseBackgroundPool(WorkersForShort),
                new EnqueueDueRuns(states).UseBackgroundPool(1),

                // Without an interval it looks at each full minute.
                new RecurringJobScheduler(new BackgroundJobFactory(Filters), TimeSpan.Zero, new DefaultTimeZoneResolver()).UseBackgroundPool(1),
            ],
            new Dictionary<string, object>(StringComparer.Ordinal) { ["Queues"] = queues, ["WorkerCount"] = Workers + WorkersForShort },
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

    private void AddRecurring()
    {
        var zone = new RecurringJobOptions { TimeZone = BusinessTime.Zone };
        recurring.AddOrUpdate<ScheduledJob>(Sweep, JobQueue.Short, run => run.SweepAsync(CancellationToken.None), Cron.Minutely(), zone);
        foreach (var job in jobs.Jobs.Where(j => j.Plan.Cron is not null))
        {
            recurring.AddOrUpdate<ScheduledJob>(
                job.Name, JobQueue.Long, run => run.RunAsync(job.Name, false, null, null, CancellationToken.None), job.Plan.Cron, zone);
        }

        // Other names may be of a newer version that runs on another node.
        foreach (var name in retired.Select(r => r.Name).Concat(jobs.Jobs.Where(j => j.Plan.Cron is null).Select(j => j.Name)))
        {
            recurring.RemoveIfExists(name);
        }
    }
}
