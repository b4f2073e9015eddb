using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Tests;

/// <summary>Jobs on several nodes over one database.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private static readonly JobPlan Hourly = JobPlan.Every(TimeSpan.FromHours(1));
    private static readonly JobPlan Often = JobPlan.Every(TimeSpan.FromMilliseconds(200));
    private readonly TestDatabase database = new();
    private int runs;

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Each_run_happens_on_one_node_only()
    {
        // Nobody dies here: a busy machine must not look like a dead node.
        var patience = TimeSpan.FromSeconds(20);
        await using var one = await JobNode.StartAsync(database, CountAsync, Hourly, checkIn: patience);
        await using var two = await JobNode.StartAsync(database, CountAsync, Hourly, checkIn: patience);
        await UntilAsync(() => runs == 1);
        await Task.Delay(2000);
        Assert.Equal(1, runs);

        await two.Schedule.RunNowAsync("test", As.Somebody(Roles.Admin));
        await UntilAsync(() => runs == 2);
        var recorded = await UntilAsync(() => RunsAsync(), all => all.Count == 2 && all.TrueForAll(r => r.Status == JobRunStatus.Done));
        Assert.All(recorded, run => Assert.Equal(7, run.Rows));
    }

    [Fact]
    public async Task What_a_killed_node_was_doing_another_one_finishes()
    {
        if (TestCluster.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        using var line = new CutLine(database.ConnectionString);
        var begun = new TaskCompletionSource();
        var dead = await JobNode.StartAsync(database, HangAsync, Hourly, line.ConnectionString);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await using var other = await JobNode.StartAsync(database, CountAsync, Hourly);
        await Task.Delay(1000);
        Assert.Equal(0, runs);

        line.Cut();
        await UntilAsync(() => runs == 1);
        var recorded = await UntilAsync(() => RunsAsync(), all => all.Count == 2 && all[1].Status == JobRunStatus.Done);
        Assert.Equal(JobRunStatus.Cancelled, recorded[0].Status);
        Assert.NotEqual(recorded[0].Node, recorded[1].Node);
        GC.KeepAlive(dead);

        Task<int> HangAsync(CancellationToken stop)
        {
            begun.TrySetResult();
            return new TaskCompletionSource<int>().Task;
        }
    }

    [Fact]
    public async Task A_paused_job_waits_also_when_a_node_starts_and_can_be_run_by_hand()
    {
        var admin = As.Somebody(Roles.Admin);
        await using (var one = await JobNode.StartAsync(database, CountAsync, Often))
        {
            await UntilAsync(() => runs >= 2);
            await one.Schedule.PauseAsync("test", admin);
        }

        await using var two = await JobNode.StartAsync(database, CountAsync, Often);
        await Task.Delay(500);
        var paused = runs;
        await Task.Delay(1500);
        Assert.Equal(paused, runs);
        Assert.True(Assert.Single(await two.Schedule.ReadAsync()).IsPaused);

        await two.Schedule.RunNowAsync("test", admin);
        await UntilAsync(() => runs == paused + 1);
        await two.Schedule.ResumeAsync("test", admin);
        await UntilAsync(() => runs > paused + 2);
        var records = await database.ReadAsync(db => db.OperationRecords.OrderBy(r => r.Id).Select(r => r.Action + " " + r.SubjectKey).ToListAsync());
        Assert.Equal(["暂停任务 Job:test", "立即运行任务 Job:test", "恢复任务 Job:test"], records);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_numbers_masked_and_the_next_run_comes()
    {
        await using var node = await JobNode.StartAsync(database, FailOnceAsync, Often);
        var recorded = await UntilAsync(() => RunsAsync(), all => all.Count >= 2 && all[1].Status == JobRunStatus.Done);
        Assert.Equal(JobRunStatus.Failed, recorded[0].Status);
        Assert.Equal($"InvalidOperationException: No answer for {Given.MaskedPhone}", recorded[0].Error);

        Task<int> FailOnceAsync(CancellationToken stop) => Interlocked.Increment(ref runs) == 1 ? throw new InvalidOperationException($"No answer for {Given.Phone}") : Task.FromResult(1);
    }

    private Task<int> CountAsync(CancellationToken stop)
    {
        Interlocked.Increment(ref runs);
        return Task.FromResult(7);
    }

    private Task<List<JobRun>> RunsAsync() => database.ReadAsync(db => db.JobRuns.AsNoTracking().OrderBy(r => r.Id).ToListAsync());

    private Task<bool> UntilAsync(Func<bool> done) => UntilAsync(() => Task.FromResult(done()), value => value);

    // Real time: the schedulers read the machine's clock.
    private async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> done)
    {
        for (var tries = 0; ; tries++)
        {
            var value = await read();
            if (done(value))
            {
                return value;
            }

            Assert.True(tries < 400, $"It didn't happen; {runs} runs");
            await Task.Delay(100);
        }
    }
}
