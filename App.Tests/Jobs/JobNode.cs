using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Jobs.Running;

namespace WorkOrders.Tests;

/// <summary>One node of the job cluster: its own Hangfire server on the test's database, running the test's jobs.</summary>
internal sealed class JobNode : IAsyncDisposable
{
    /// <summary>A daily job.</summary>
    public const string Daily = "test-daily";

    /// <summary>A job that runs when its work is due.</summary>
    public const string Due = "test-due";

    /// <summary>Daily jobs that do the same work, more than there are workers for jobs that take long.</summary>
    public static readonly IReadOnlyList<string> Others = [.. Enumerable.Range(1, 5).Select(i => "test-daily-" + i)];

    private readonly ServiceProvider services;
    private readonly List<IHostedService> hosted = [];

    private JobNode(ServiceProvider services) => this.services = services;

    public JobSchedule Schedule => services.GetRequiredService<JobSchedule>();

    public JobStorage Storage => services.GetRequiredService<JobStorage>();

    public JobCalls Calls => services.GetRequiredService<JobCalls>();

    /// <param name="database">The database.</param>
    /// <param name="work">The work of all jobs.</param>
    /// <param name="due">When the due job has work; never by default.</param>
    /// <param name="dueWork">The work of the due job, when it is another.</param>
    /// <param name="connectionString">How this node reaches the database.</param>
    /// <param name="at">When the daily job runs; by default not during the test.</param>
    /// <param name="configure">Further services.</param>
    public static async Task<JobNode> StartAsync(
        TestDatabase database,
        Func<CancellationToken, Task<int>> work,
        Func<DateTimeOffset?>? due = null,
        Func<CancellationToken, Task<int>>? dueWork = null,
        string? connectionString = null,
        string? at = null,
        Action<IServiceCollection>? configure = null)
    {
        var connection = new DatabaseConnection(TestCluster.Provider, connectionString ?? database.ConnectionString);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddAppDb(connection.Provider, connection.ConnectionString);
        services.AddSingleton(new Workshop(work, dueWork ?? work, due ?? (() => null)));
        services.AddJob<DailyTestJob>(Daily, "清理任务记录", JobPlan.Daily(at ?? TimeProvider.System.GetUtcNow().AddHours(7).ToString("HH:mm")));
        services.AddDueJob<DueTestJob>(Due, "清理消息");
        foreach (var other in Others)
        {
            services.AddJob<DailyTestJob>(other, "清理任务记录", JobPlan.Daily(TimeProvider.System.GetUtcNow().AddHours(7).ToString("HH:mm")));
        }

        services.AddJobs(connection, new JobsOptions());
        services.AddSingleton<IHostApplicationLifetime, ApplicationLifetime>();
        configure?.Invoke(services);
        var node = new JobNode(services.BuildServiceProvider());
        await node.services.PrepareJobsAsync(connection);
        foreach (var service in node.services.GetServices<IHostedService>())
        {
            node.hosted.Add(service);
            await service.StartAsync(default);
        }

        return node;
    }

    public Task RunNowAsync(string job) => Schedule.RunNowAsync(job, As.Somebody(Roles.Admin));

    /// <summary>What the host does first when it stops; it then waits for requests before it stops the services.</summary>
    public void TellToStop() => services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

    public async ValueTask DisposeAsync()
    {
        TellToStop();
        foreach (var service in hosted.AsEnumerable().Reverse())
        {
            await service.StopAsync(default);
        }

        await services.DisposeAsync();
    }

    private sealed record Workshop(Func<CancellationToken, Task<int>> Work, Func<CancellationToken, Task<int>> DueWork, Func<DateTimeOffset?> Due);

    private sealed class DailyTestJob(Workshop shop) : IBackgroundJob
    {
        public Task<int> RunAsync(CancellationToken stop) => shop.Work(stop);
    }

    private sealed class DueTestJob(Workshop shop) : IDueJob
    {
        public Task<int> RunAsync(CancellationToken stop) => shop.DueWork(stop);

        public Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop) =>
            Task.FromResult(shop.Due() is { } due && due > after && due <= until ? (DateTimeOffset?)due : null);
    }
}
