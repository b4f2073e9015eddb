using Hangfire;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Jobs.Running;

namespace WorkOrders.Tests;

/// <summary>Jobs on several nodes over one database.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    // Hangfire uses the machine's clock, and a dead node is detected only after a timeout.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly TestDatabase database = new();
    private int runs;

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Each_run_happens_on_one_node_only()
    {
        await using var one = await JobNode.StartAsync(database, CountAsync);
        await using var two = await JobNode.StartAsync(database, CountAsync);
        var byHand = 0;
        var recorded = await Eventually.ReadsAsync(
            async () =>
            {
                foreach (var node in new[] { one, two })
                {
                    await node.RunNowAsync(JobNode.Daily);
                    await DoneAsync(++byHand);
                }

                return await RunsAsync();
            },
            all => all.Select(r => r.Node).Distinct().Count() == 2,
            Patience);
        Assert.Equal((byHand, byHand), (runs, recorded.Count));
        Assert.All(recorded, run => Assert.Equal(7, run.Rows));
    }

    /// <summary>
    /// Takes up to a minute: the schedule is by the minute. The due job's work was never called for, as after a crash between commit and call.
    /// </summary>
    [Fact]
    public async Task At_the_full_minute_a_daily_job_runs_once_and_the_sweep_finds_what_nobody_called()
    {
        // The nodes need up to 45 seconds to start on a busy machine.
        var minute = TimeProvider.System.GetUtcNow().AddSeconds(105);
        var at = BusinessTime.Local(minute).ToString("HH:mm");
        var isLeft = true;
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var recorded = await Eventually.ReadsAsync(RunsAsync, all => all.Count(r => r.Status == JobRunStatus.Done) == 2, TimeSpan.FromSeconds(105) + Patience);
        Assert.Equal([JobNode.Daily, JobNode.Due], recorded.Select(r => r.Job).Order());

        // A second run of the same minute would start before runs by hand that both nodes have done.
        await one.RunNowAsync(JobNode.Daily);
        await DoneAsync(3);
        await two.RunNowAsync(JobNode.Daily);
        await DoneAsync(4);
        Assert.Equal(4, (await RunsAsync()).Count);
        Assert.Equal(4, runs);

        Task<JobNode> StartAsync() => JobNode.StartAsync(database, CountAsync, () => isLeft ? minute.AddDays(-1) : null, DoAsync, at: at);

        Task<int> DoAsync(CancellationToken stop)
        {
            isLeft = false;
            return CountAsync(stop);
        }
    }

    [Fact]
    public async Task What_a_killed_node_was_doing_another_one_finishes_within_thirty_seconds()
    {
        if (TestCluster.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        using var line = new CutLine(database.ConnectionString);
        var begun = new TaskCompletionSource();
        var dead = await JobNode.StartAsync(database, HangAsync, connectionString: line.ConnectionString);
        await dead.RunNowAsync(JobNode.Daily);
        await begun.Task.WaitAsync(Patience);
        await using var other = await JobNode.StartAsync(database, CountAsync);
        Assert.Equal(0, runs);

        line.Cut();
        await Eventually.HoldsAsync(() => runs == 1, TimeSpan.FromSeconds(30));
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
    public async Task A_stopped_node_gives_its_run_to_another_one()
    {
        var begun = new TaskCompletionSource();
        var one = await JobNode.StartAsync(database, WaitAsync);
        await one.RunNowAsync(JobNode.Daily);
        await begun.Task.WaitAsync(Patience);
        await using var other = await JobNode.StartAsync(database, CountAsync);
        await one.DisposeAsync();
        await Eventually.HoldsAsync(() => runs == 1, Patience);
        Assert.Equal([JobRunStatus.Cancelled, JobRunStatus.Done], (await Eventually.ReadsAsync(RunsAsync, all => all.Count == 2 && all[1].Status == JobRunStatus.Done, Patience)).Select(r => r.Status));

        async Task<int> WaitAsync(CancellationToken stop)
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return 0;
        }
    }

    [Fact]
    public async Task A_job_called_during_its_run_runs_once_more_after_it_and_never_beside_it()
    {
        var (active, most) = (0, 0);
        var release = new TaskCompletionSource();
        await using var one = await JobNode.StartAsync(database, WorkAsync);
        await using var two = await JobNode.StartAsync(database, WorkAsync);
        await one.RunNowAsync(JobNode.Daily);
        await Eventually.HoldsAsync(() => Volatile.Read(ref active) == 1, Patience);
        foreach (var node in new[] { one, two, one, two })
        {
            await node.RunNowAsync(JobNode.Daily);
        }

        // All four were taken from the queue and saw the run.
        await Eventually.HoldsAsync(async () => IsHangfireAt(running: 1) && await IsWantedAgainAsync(), Patience);
        release.SetResult();
        await DoneAsync(2);
        await Eventually.HoldsAsync(() => IsHangfireAt(running: 0), Patience);
        Assert.Equal((2, 1), (runs, most));

        async Task<int> WorkAsync(CancellationToken stop)
        {
            most = Math.Max(most, Interlocked.Increment(ref active));
            await release.Task.WaitAsync(stop);
            Interlocked.Decrement(ref active);
            return await CountAsync(stop);
        }

        bool IsHangfireAt(int running) => one.Storage.GetMonitoringApi().GetStatistics() is var now && (now.Enqueued, now.Processing) == (0, running);

        Task<bool> IsWantedAgainAsync() => database.ReadAsync(db => db.JobStates.AnyAsync(s => s.Job == JobNode.Daily && s.IsWantedAgain));
    }

    [Fact]
    public async Task A_paused_job_waits_also_when_a_node_starts_and_can_be_run_by_hand()
    {
        var admin = As.Somebody(Roles.Admin);
        await using (var one = await JobNode.StartAsync(database, CountAsync, Often))
        {
            await one.RunNowAsync(JobNode.Due);
            await Eventually.HoldsAsync(() => runs >= 2, Patience);
            await one.Schedule.PauseAsync(JobNode.Due, admin);
        }

        await using var two = await JobNode.StartAsync(database, CountAsync, Often);
        var paused = runs;

        // The run by hand calls for the next one, because work is still due. Paused, that one does nothing.
        await two.RunNowAsync(JobNode.Due);
        await Eventually.HoldsAsync(() => IsIdle(two), Patience);
        Assert.Equal(paused + 1, runs);
        Assert.True((await two.Schedule.ReadAsync()).Single(r => r.Job.Name == JobNode.Due).IsPaused);

        await two.Schedule.ResumeAsync(JobNode.Due, admin);
        await Eventually.HoldsAsync(() => runs > paused + 2, Patience);
        var records = await database.ReadAsync(db => db.OperationRecords.OrderBy(r => r.Id).ToListAsync());
        Assert.Equal([JobActions.RunNow, JobActions.Paused, JobActions.RunNow, JobActions.Resumed], records.Select(r => r.Action));
        Assert.All(records, r => Assert.Equal("Job:" + JobNode.Due, r.SubjectKey));

        bool IsIdle(JobNode node) => runs > paused && node.Storage.GetMonitoringApi() is var hangfire && hangfire.EnqueuedCount("default") + hangfire.ProcessingCount() == 0;
    }

    [Fact]
    public async Task A_failure_is_told_with_its_numbers_masked_and_the_next_run_comes()
    {
        await using var node = await JobNode.StartAsync(database, FailOnceAsync);
        await node.RunNowAsync(JobNode.Daily);
        await Eventually.HoldsAsync(() => runs == 1, Patience);
        await node.RunNowAsync(JobNode.Daily);
        var recorded = await Eventually.ReadsAsync(RunsAsync, all => all.Count == 2 && all[1].Status == JobRunStatus.Done, Patience);
        Assert.Equal(JobRunStatus.Failed, recorded[0].Status);
        Assert.Equal($"InvalidOperationException: No answer for {Given.MaskedPhone}", recorded[0].Error);

        // Hangfire shows the failure too, and doesn't repeat the run by itself.
        var deleted = await Eventually.ReadsAsync(() => Task.FromResult(node.Storage.GetMonitoringApi().DeletedJobs(0, 10)), all => all.Count == 1, Patience);
        var states = node.Storage.GetMonitoringApi().JobDetails(deleted[0].Key).History.SelectMany(h => h.Data.Values.Append(h.Reason)).ToList();
        Assert.Contains(states, text => text?.Contains(Given.MaskedPhone, StringComparison.Ordinal) == true);
        Assert.DoesNotContain(states, text => text?.Contains(Given.Phone, StringComparison.Ordinal) == true);

        Task<int> FailOnceAsync(CancellationToken stop) => Interlocked.Increment(ref runs) == 1 ? throw new InvalidOperationException($"No answer for {Given.Phone}") : Task.FromResult(1);
    }

    [Fact]
    public async Task A_run_whose_record_could_not_be_written_is_tried_again()
    {
        var records = new FailingRead("JobRuns");
        await using var node = await JobNode.StartAsync(database, CountAsync, configure: services => services.AddSingleton<IInterceptor>(records));
        await node.RunNowAsync(JobNode.Daily);
        await Eventually.HoldsAsync(() => node.Storage.GetMonitoringApi().ScheduledCount() == 1, Patience);
        records.Works = true;
        await DoneAsync(1);
        Assert.Equal(1, runs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_lost_its_lease_is_tried_again_unless_another_one_has_the_job(bool hasAnother)
    {
        var (begun, starts) = (new TaskCompletionSource(), 0);
        await using var node = await JobNode.StartAsync(database, WorkAsync);
        await node.RunNowAsync(JobNode.Daily);
        await begun.Task.WaitAsync(Patience);
        DateTimeOffset? until = hasAnother ? TimeProvider.System.GetUtcNow().AddHours(1) : null;
        await database.ReadAsync(db => db.JobStates.Where(s => s.Job == JobNode.Daily)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Holder, "another/1").SetProperty(s => s.HeldUntil, until)));

        // Each full minute the sweep succeeds too.
        await Eventually.HoldsAsync(() => node.Storage.GetMonitoringApi().SucceededJobs(0, 10).Count(done => done.Value.Job?.Method.Name == nameof(ScheduledJob.RunAsync)) == 1, Patience);
        Assert.Equal(hasAnother ? (1, 0) : (2, 1), (starts, runs));

        async Task<int> WorkAsync(CancellationToken stop)
        {
            if (Interlocked.Increment(ref starts) == 1)
            {
                begun.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }

            return await CountAsync(stop);
        }
    }

    [Fact]
    public async Task Jobs_that_take_long_do_not_hold_up_what_is_due()
    {
        await using var node = await JobNode.StartAsync(database, WaitAsync, dueWork: CountAsync);
        foreach (var job in JobNode.Others)
        {
            await node.RunNowAsync(job);
        }

        await Eventually.HoldsAsync(() => node.Storage.GetMonitoringApi().ProcessingCount() == JobNode.Others.Count - 1, Patience);
        await node.RunNowAsync(JobNode.Due);
        await Eventually.HoldsAsync(() => runs == 1, Patience);
        Assert.Equal(1, node.Storage.GetMonitoringApi().EnqueuedCount(JobQueue.Long));

        static async Task<int> WaitAsync(CancellationToken stop)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return 0;
        }
    }

    [Fact]
    public async Task Jobs_of_a_newer_version_stay_in_the_schedule_and_their_runs_wait_for_its_node()
    {
        var connection = new DatabaseConnection(TestCluster.Provider, database.ConnectionString);
        await HangfireStorage.PrepareAsync(connection);
        var recurring = new RecurringJobManager(HangfireStorage.Open(connection, new JobsOptions()));
        foreach (var name in new[] { "newer", "retired", JobNode.Due })
        {
            recurring.AddOrUpdate<ScheduledJob>(name, run => run.RunAsync(name, false, null, null, CancellationToken.None), Cron.Yearly());
        }

        await using var node = await JobNode.StartAsync(database, CountAsync, configure: services => services.RetireJob("retired"));
        using (var storage = node.Storage.GetConnection())
        {
            Assert.Equal(["newer", "sweep", JobNode.Daily], storage.GetRecurringJobs().Select(r => r.Id).Except(JobNode.Others).Order());
        }

        var id = new BackgroundJobClient(node.Storage).Enqueue<ScheduledJob>(run => run.RunAsync("newer", false, null, null, CancellationToken.None));
        await Eventually.HoldsAsync(
            () => node.Storage.GetMonitoringApi().JobDetails(id).History.Any(h => h.Reason?.StartsWith("Retry attempt 1", StringComparison.Ordinal) == true), Patience);
    }

    [Fact]
    public async Task A_running_job_is_told_to_stop_before_the_host_waits_for_requests()
    {
        var (begun, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var node = await JobNode.StartAsync(database, WaitAsync);
        await node.RunNowAsync(JobNode.Daily);
        await begun.Task.WaitAsync(Patience);
        node.TellToStop();
        await told.Task.WaitAsync(Patience);

        async Task<int> WaitAsync(CancellationToken stop)
        {
            await using var registration = stop.Register(told.SetResult);
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return 0;
        }
    }

    [Fact]
    public async Task A_moment_of_the_applications_clock_comes_when_that_is_not_the_machines()
    {
        var clock = new SlowClock();
        await using var node = await JobNode.StartAsync(database, CountAsync, configure: services => services.AddSingleton<TimeProvider>(clock));
        var at = clock.GetUtcNow().AddSeconds(3);
        node.Calls.Add(new JobCall(JobNode.Due, at));
        await Eventually.HoldsAsync(() => runs == 1, Patience);
        Assert.True(clock.GetUtcNow() >= at);
    }

    [Fact]
    public async Task The_lock_of_the_tables_is_free_after_a_start()
    {
        if (TestCluster.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        await HangfireStorage.PrepareAsync(new DatabaseConnection(TestCluster.Provider, database.ConnectionString));
        var other = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(other.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({HangfireStorage.LockKey})", connection);
        Assert.Equal(true, await command.ExecuteScalarAsync());
    }

    private static DateTimeOffset? Often() => DateTimeOffset.UnixEpoch;

    private Task<int> CountAsync(CancellationToken stop)
    {
        Interlocked.Increment(ref runs);
        return Task.FromResult(7);
    }

    private Task<List<JobRun>> DoneAsync(int count) => Eventually.ReadsAsync(RunsAsync, all => all.Count(r => r.Status == JobRunStatus.Done) >= count, Patience);

    private Task<List<JobRun>> RunsAsync() => database.ReadAsync(db => db.JobRuns.AsNoTracking().OrderBy(r => r.Id).ToListAsync());

    /// <summary>An hour behind the machine's clock.</summary>
    private sealed class SlowClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(-1);
    }
}
