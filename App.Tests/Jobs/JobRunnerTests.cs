using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Jobs;

namespace WorkOrders.Tests;

/// <summary>The records of job runs, without a scheduler.</summary>
public sealed class JobRunnerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public async Task A_quiet_job_leaves_a_record_only_when_it_did_something_or_keeps_failing_in_a_new_way()
    {
        await RunAsync("quiet", isQuiet: true, () => 0);
        Assert.Empty(await RunsOfAsync("quiet"));

        await RunAsync("quiet", isQuiet: true, () => 3);
        await RunAsync("quiet", isQuiet: true, () => throw new TimeoutException("slow"));
        await RunAsync("quiet", isQuiet: true, () => throw new TimeoutException("slow"));
        await RunAsync("quiet", isQuiet: true, () => throw new InvalidOperationException("wrong"));
        var runs = await RunsOfAsync("quiet");
        Assert.Equal([null, "TimeoutException: slow", "InvalidOperationException: wrong"], runs.Select(r => r.Error));
        Assert.Equal(TimeSpan.FromSeconds(1), runs[1].Duration);
    }

    [Fact]
    public async Task An_open_run_of_a_dead_node_is_told_as_cut_off()
    {
        await database.SaveAsync(new JobRun("open", "dead", Given.Now));
        await RunAsync("open", isQuiet: false, () => 1);
        Assert.Equal([JobRunStatus.Cancelled, JobRunStatus.Done], (await RunsOfAsync("open")).Select(r => r.Status));
    }

    [Fact]
    public async Task A_stopped_run_is_told_and_handed_back()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync("stopped", isQuiet: false, () => { stop.Cancel(); throw new OperationCanceledException(stop.Token); }, stop));
        Assert.Equal(JobRunStatus.Cancelled, Assert.Single(await RunsOfAsync("stopped")).Status);
    }

    [Fact]
    public async Task Records_are_kept_for_thirty_days()
    {
        await database.SaveAsync(new JobRun("old", "node", Given.Now.AddDays(-31)), new JobRun("old", "node", Given.Now.AddDays(-29)));
        Assert.Equal(1, await new ClearJobRuns(database, clock).RunAsync(CancellationToken.None));
        Assert.Single(await RunsOfAsync("old"));
    }

    [Fact]
    public void A_long_error_is_cut() => Assert.Equal(JobRun.ErrorLength, JobRun.TextOf(new TimeoutException(new string('x', 2000))).Length);

    private async Task RunAsync(string name, bool isQuiet, Func<int> work, CancellationTokenSource? stop = null)
    {
        await using var services = new ServiceCollection().AddSingleton(work).BuildServiceProvider();
        var runner = new JobRunner(database, services.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<JobRunner>.Instance);
        clock.Advance(TimeSpan.FromSeconds(1));
        await runner.RunAsync(new JobDefinition(name, name, typeof(Work), JobPlan.Daily("03:30"), isQuiet), "node", stop?.Token ?? CancellationToken.None);
    }

    private Task<List<JobRun>> RunsOfAsync(string job) => database.ReadAsync(db => db.JobRuns.AsNoTracking().Where(r => r.Job == job).OrderBy(r => r.Id).ToListAsync());

    private sealed class Work(Func<int> work) : IBackgroundJob
    {
        public Task<int> RunAsync(CancellationToken stop) => Task.FromResult(work());
    }
}
