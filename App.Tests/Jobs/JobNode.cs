using Microsoft.Extensions.DependencyInjection;
using Quartz;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Tests;

/// <summary>One node of the job cluster: its own scheduler on the test's database, running the test's job.</summary>
internal sealed class JobNode : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private JobNode(ServiceProvider services) => this.services = services;

    public JobSchedule Schedule => services.GetRequiredService<JobSchedule>();

    public static async Task<JobNode> StartAsync(TestDatabase database, Func<CancellationToken, Task<int>> work, JobPlan plan, string? connectionString = null, TimeSpan? checkIn = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(database.Factory);
        services.AddSingleton(new Workshop(work));
        services.AddJob<TestJob>("test", "清理任务记录", plan);
        services.AddJobs(
            new DatabaseConnection(TestCluster.Provider, connectionString ?? database.ConnectionString),
            new JobsOptions { Enabled = false, CheckIn = checkIn ?? TimeSpan.FromSeconds(1) });
        var node = new JobNode(services.BuildServiceProvider());
        var scheduler = await node.services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.Start();
        return node;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private sealed record Workshop(Func<CancellationToken, Task<int>> Work);

    private sealed class TestJob(Workshop shop) : IBackgroundJob
    {
        public Task<int> RunAsync(CancellationToken stop) => shop.Work(stop);
    }
}
