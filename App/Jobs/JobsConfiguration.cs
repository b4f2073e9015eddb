using Microsoft.Data.SqlClient;
using Npgsql;
using Quartz;
using Quartz.Impl;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Jobs;

/// <summary>Registers the background jobs with a clustered Quartz schedule in our database. Quartz creates its tables (QRTZ_…).</summary>
public static class JobsConfiguration
{
    /// <summary>Call after the features: it schedules the jobs registered so far.</summary>
    public static void AddJobs(this WebApplicationBuilder builder, DatabaseConnection database)
    {
        builder.Services.AddJob<ClearJobRuns>("job-history", "清理任务记录", JobPlan.Daily("03:30"));
        builder.Services.AddNavigation(new NavigationEntry(970, "后台任务", "/admin/jobs", Permission.Administer, Icon.Jobs, "设置"));
        builder.Services.AddJobs(database, builder.Configuration.GetSection("Jobs").Get<JobsOptions>() ?? new JobsOptions());
    }

    public static void AddJobs(this IServiceCollection services, DatabaseConnection database, JobsOptions options)
    {
        var jobs = services.Select(s => s.ImplementationInstance).OfType<JobDefinition>().ToList();
        services.AddSingleton<JobList>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobSchedule>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "WorkOrders";
                scheduler.GenerateInstanceId = true;
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5);
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store => Keep(store, database, options));
            foreach (var job in jobs)
            {
                Add(quartz, job);
            }
        });
        services.Configure<QuartzOptions>(quartz => quartz.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
        if (options.Enabled)
        {
            services.AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
        }
    }

    private static void Keep(IPersistentStoreBuilder store, DatabaseConnection database, JobsOptions options)
    {
        if (database.Provider == DatabaseProvider.SqlServer)
        {
            store.UseSqlServer(SqlClientFactory.Instance, database.ConnectionString);
        }
        else
        {
            store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString);
        }

        store.ProvisionSchema();
        store.UseSerializer(_ => new SystemTextJsonObjectSerializer());
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = options.CheckIn;
            cluster.CheckinMisfireThreshold = options.CheckIn;
        });
    }

    // One group per trigger: a paused group stays paused when a node starts and writes the triggers again.
    private static void Add(IQuartzBuilder quartz, JobDefinition job)
    {
        quartz.AddJob<ScheduledJob>(detail => detail.WithIdentity(job.Name).StoreDurably().RequestRecovery());
        quartz.AddTrigger(trigger =>
        {
            trigger.ForJob(job.Name).WithIdentity(job.Name, job.Name);
            if (job.Plan.Interval is { } interval)
            {
                // Count the interval from the end of a run, so that missed runs don't pile up.
                trigger.WithSimpleSchedule(every => every.WithInterval(interval).RepeatForever().MeasureIntervalFromCompletion(true)
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow));
            }
            else
            {
                trigger.WithCronSchedule(job.Plan.Cron!, cron => cron.InTimeZone(BusinessTime.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed));
            }
        });
    }
}

/// <summary>The settings section Jobs.</summary>
public sealed class JobsOptions
{
    /// <summary>False: this node runs no jobs, but its page still shows and controls them.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Heartbeat interval of a node. After twice this time without one, other nodes take over its runs.</summary>
    public TimeSpan CheckIn { get; set; } = TimeSpan.FromSeconds(10);
}
