using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Tests;

/// <summary>Jobs on several nodes over one database.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private static readonly JobPlan Hourly = JobPlan.Every(TimeSpan.FromHours(1));
    private static readonly JobPlan Often = JobPlan.Every(TimeSpan.FromMilliseconds(200));

    // The schedulers use the machine's clock, and a dead node is detected only after a timeout.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly TestDatabase database = new();
    private int runs;

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Each_run_happens_on_one_node_only()
    {
        // No node dies in this test; the long check-in interval keeps a busy machine from looking like a dead node.
        var checkIn = TimeSpan.FromSeconds(20);
        await using var one = await JobNode.StartAsync(database, CountAsync, Hourly, checkIn: checkIn);
        await using var two = await JobNode.StartAsync(database, CountAsync, Hourly, checkIn: checkIn);
        await DoneAsync(1);

        // A duplicate scheduled run would start before a manual run. So once both nodes have done a manual run, there is no duplicate.
        var byHand = 0;
        var recorded = await Eventually.ReadsAsync(
            async () =>
            {
                foreach (var node in new[] { one, two })
                {
                    await node.Schedule.RunNowAsync("test", As.Somebody(Roles.Admin));
                    await DoneAsync(1 + ++byHand);
                }

                return await RunsAsync();
            },
            all => all.Skip(1).Select(r => r.Node).Distinct().Count() == 2,
            Patience);
        Assert.Equal((1 + byHand, 1 + byHand), (runs, recorded.Count));
        Assert.All(recorded, run => Assert.Equal(7, run.Rows));

        Task DoneAsync(int count) => Eventually.ReadsAsync(RunsAsync, all => all.Count(r => r.Status == JobRunStatus.Done) >= count, Patience);
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
        await CheckInsAsync(nodes: 2);
        Assert.Equal(0, runs);

        line.Cut();
        await Eventually.HoldsAsync(() => runs == 1, Patience);
        var recorded = await Eventually.ReadsAsync(RunsAsync, all => all.Count == 2 && all[1].Status == JobRunStatus.Done, Patience);
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
            await Eventually.HoldsAsync(() => runs >= 2, Patience);
            await one.Schedule.PauseAsync("test", admin);
        }

        await using var two = await JobNode.StartAsync(database, CountAsync, Often);
        await CheckInsAsync(nodes: 1);
        var paused = runs;

        // The manual run wakes the node, which would then also start any due scheduled run.
        await two.Schedule.RunNowAsync("test", admin);
        await Eventually.HoldsAsync(() => runs > paused, Patience);
        await CheckInsAsync(nodes: 1);
        Assert.Equal(paused + 1, runs);
        Assert.True(Assert.Single(await two.Schedule.ReadAsync()).IsPaused);

        await two.Schedule.ResumeAsync("test", admin);
        await Eventually.HoldsAsync(() => runs > paused + 2, Patience);
        var records = await database.ReadAsync(db => db.OperationRecords.OrderBy(r => r.Id).ToListAsync());
        Assert.Equal([JobActions.Paused, JobActions.RunNow, JobActions.Resumed], records.Select(r => r.Action));
        Assert.All(records, r => Assert.Equal("Job:test", r.SubjectKey));
    }

    [Fact]
    public async Task A_failure_is_told_with_its_numbers_masked_and_the_next_run_comes()
    {
        await using var node = await JobNode.StartAsync(database, FailOnceAsync, Often);
        var recorded = await Eventually.ReadsAsync(RunsAsync, all => all.Count >= 2 && all[1].Status == JobRunStatus.Done, Patience);
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

    /// <summary>Waits for two more check-ins of every node: between them it has polled for due jobs.</summary>
    private async Task CheckInsAsync(int nodes)
    {
        for (var i = 0; i < 2; i++)
        {
            var before = await ReadAsync();
            await Eventually.ReadsAsync(ReadAsync, now => now.Count >= nodes && now.All(n => n.At > (before.Find(b => b.Name == n.Name)?.At ?? 0)), Patience);
        }

        Task<List<CheckIn>> ReadAsync() => database.ReadAsync(db => db.Database.SqlQueryRaw<CheckIn>("""SELECT INSTANCE_NAME AS "Name", LAST_CHECKIN_TIME AS "At" FROM QRTZ_SCHEDULER_STATE""").ToListAsync());
    }

    private sealed record CheckIn(string Name, long At);
}
