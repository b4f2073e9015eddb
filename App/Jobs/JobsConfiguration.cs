using Microsoft.Data.SqlClient;
using Npgsql;
using Quartz;
using Quartz.Impl;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Jobs;

/// <summary>Registers the background jobs over a clustered schedule in our database, which makes its own tables (QRTZ_…).</summary>
public static class JobsConfiguration
{
    public static void AddJobs(this WebApplicationBuilder builder, DatabaseConnection database)
    {
        builder.Services.AddJobs(database, builder.Configuration.GetSection("Jobs").Get<JobsOptions>() ?? new JobsOptions(), JobList.Standard);
    }

    public static void AddJobs(this IServiceCollection services, DatabaseConnection database, JobsOptions options, JobList jobs)
    {
        services.AddSingleton(jobs);
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
            foreach (var job in jobs.Jobs)
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

    // A group of its own for each trigger: a paused group stays paused when a node starts and writes the plan anew.
    private static void Add(IQuartzBuilder quartz, JobDefinition job)
    {
        quartz.AddJob<ScheduledJob>(detail => detail.WithIdentity(job.Name).StoreDurably().RequestRecovery());
        quartz.AddTrigger(trigger =>
        {
            trigger.ForJob(job.Name).WithIdentity(job.Name, job.Name);
            if (job.Plan.Interval is { } interval)
            {
                // From the end of a run to the next start, so that missed times never pile up.
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

/// <summary>The section Jobs of the settings.</summary>
public sealed class JobsOptions
{
    /// <summary>Off: this node runs no jobs, but shows and steers them.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often a node says that it lives; after twice as long others take its runs over.</summary>
    public TimeSpan CheckIn { get; set; } = TimeSpan.FromSeconds(10);
}
