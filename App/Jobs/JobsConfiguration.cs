using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Logging;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Database;
using WorkOrders.Jobs.Running;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Jobs;

/// <summary>Registers the background jobs, which Hangfire runs from its tables in our database, and its dashboard.</summary>
public static class JobsConfiguration
{
    public const string DashboardPath = "/admin/hangfire";

    /// <summary>Call after the features: a save calls jobs when every other interceptor has added its rows.</summary>
    public static void AddJobs(this WebApplicationBuilder builder, DatabaseConnection database)
    {
        builder.Services.AddJob<ClearJobRuns>("job-history", "清理任务记录", JobPlan.Daily("03:30"));
        builder.Services.AddNavigation(new NavigationEntry(970, "后台任务", "/admin/jobs", Permission.Administer, Icon.Jobs, "设置"));
        builder.Services.AddJobs(database, builder.Configuration.GetSection("Jobs").Get<JobsOptions>() ?? new JobsOptions());
        builder.Services.AddSeed(provider => provider.PrepareJobsAsync(database));
    }

    public static void AddJobs(this IServiceCollection services, DatabaseConnection database, JobsOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<JobList>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobTurns>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobSweep>();
        services.AddSingleton<JobSchedule>();
        services.AddSingleton(HangfireServer.Filters);
        services.AddSingleton(_ => HangfireStorage.Open(database, options));
        services.AddHangfire((provider, hangfire) => hangfire.UseLogProvider(new HangfireLog(provider.GetRequiredService<ILoggerFactory>())));
        if (options.Enabled)
        {
            services.AddSingleton<JobCalls>();
            services.AddSingleton<IInterceptor, CallJobsAfterCommit>();
            services.AddHostedService<PassOnJobCalls>();

            // Stopped in reverse order: what the last runs and requests called is still passed on.
            services.AddHostedService<HangfireServer>();
        }
    }

    /// <summary>Creates what the jobs need in the database; also for a node that runs none, but shows and steers them.</summary>
    public static async Task PrepareJobsAsync(this IServiceProvider services, DatabaseConnection database)
    {
        await HangfireStorage.PrepareAsync(database);
        await services.GetRequiredService<JobTurns>().PrepareAsync(services.GetRequiredService<JobList>().Jobs);
    }

    /// <summary>The dashboard is read-only: administrators act on 后台任务, where their actions are recorded.</summary>
    public static void MapJobs(this WebApplication app) => app.MapHangfireDashboardWithAuthorizationPolicy(nameof(Permission.Administer), DashboardPath, new DashboardOptions
    {
        AppPath = "/admin/jobs",
        DashboardTitle = "Hangfire",
        DisplayStorageConnectionString = false,
        IsReadOnlyFunc = _ => true,
    });

    // Hangfire keeps its log in a static field. Its threads may still write when the application's log is already closed.
    private sealed class HangfireLog(ILoggerFactory logs) : ILogProvider
    {
        private readonly AspNetCoreLogProvider provider = new(logs);

        public ILog GetLogger(string name)
        {
            try
            {
                return provider.GetLogger(name);
            }
            catch (ObjectDisposedException)
            {
                return new Silent();
            }
        }

        private sealed class Silent : ILog
        {
            public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
        }
    }
}

/// <summary>The settings section Jobs.</summary>
public sealed class JobsOptions
{
    /// <summary>False: this node runs no jobs and doesn't call them, but its page still shows and controls them.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often a node reports that it is alive.</summary>
    public TimeSpan CheckIn { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A run without a sign of life for this long is given to another node.</summary>
    internal TimeSpan Silence => CheckIn * 3;

    /// <summary>How long a run holds its job without renewing. Shorter than <see cref="Silence"/>.</summary>
    internal TimeSpan Lease => CheckIn * 2;
}
