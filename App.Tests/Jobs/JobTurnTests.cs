using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Jobs;
using WorkOrders.Jobs.Running;

namespace WorkOrders.Tests;

/// <summary>The lease that keeps runs of a job from overlapping, without Hangfire.</summary>
public sealed class JobTurnTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly string job = "job" + Given.Next();

    [Fact]
    public async Task A_held_job_is_refused_and_repeated()
    {
        var turns = await TurnsAsync();
        await using var turn = await TakeAsync(turns, "1");
        Assert.NotNull(turn);
        Assert.Null(await TakeAsync(turns, "2"));
        Assert.False(await turn.EndAsync());
        Assert.Null(await TakeAsync(turns, "3"));
        Assert.False(await turn.EndAsync());
        Assert.True(await turn.EndAsync());
        await using var next = await TakeAsync(turns, "4");
        Assert.NotNull(next);
    }

    [Fact]
    public async Task A_run_that_Hangfire_gives_out_again_takes_the_job_over_and_the_old_one_can_not_give_it_back()
    {
        var turns = await TurnsAsync();
        await using var old = await TakeAsync(turns, "12");
        Assert.Null(await TakeAsync(turns, "1"));
        await using var again = await TakeAsync(turns, "12");
        Assert.NotNull(again);
        Assert.True(await old!.EndAsync());
        Assert.Null(await TakeAsync(turns, "13"));
    }

    [Fact]
    public async Task A_lease_lapses_unless_the_run_renews_it_and_a_run_that_lost_it_is_cancelled()
    {
        var turns = await TurnsAsync();
        await using var turn = await TakeAsync(turns, "1");
        var until = await HeldUntilAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(async () => await HeldUntilAsync() > until);

        // Another node's clock is far ahead. The next renewal sees it.
        var ahead = new FakeTimeProvider(clock.GetUtcNow().AddMinutes(1));
        await using var other = await new JobTurns(database, new JobsOptions(), ahead, NullLogger<JobTurns>.Instance).TakeAsync(job, "2", byHand: false, default);
        Assert.NotNull(other);
        Assert.False(turn!.Over.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(2.5));
        await Eventually.HoldsAsync(() => turn.Over.IsCancellationRequested);
        Assert.Equal(NextHolder.OtherRun, await turn.NextHolderAsync());
    }

    [Fact]
    public async Task A_lease_that_nobody_else_has_after_it_was_lost_is_told()
    {
        var turns = await TurnsAsync();
        await using var turn = await TakeAsync(turns, "1");
        Assert.Equal(NextHolder.Nobody, await turn!.NextHolderAsync());
        await using var again = await TakeAsync(turns, "1");
        Assert.Equal(NextHolder.SameRun, await turn.NextHolderAsync());
    }

    [Fact]
    public async Task A_renewal_without_an_answer_is_given_up_and_tried_again()
    {
        var renewals = new Renewals();
        await TurnsAsync();
        await using var turn = await TakeAsync(TurnsWith(renewals), "1");
        var until = await HeldUntilAsync();
        renewals.Act = async stop =>
        {
            renewals.Act = _ => Task.CompletedTask;
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stop);
        };
        clock.Advance(TimeSpan.FromSeconds(2.5));
        await Eventually.HoldsAsync(() => renewals.Count == 1);
        clock.Advance(TimeSpan.FromSeconds(2.5));
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(0.5), () => renewals.Count == 2);
        await Eventually.HoldsAsync(async () => await HeldUntilAsync() > until);
        Assert.False(turn!.Over.IsCancellationRequested);
    }

    [Fact]
    public async Task A_run_is_cancelled_when_its_lease_is_over_whatever_keeps_it_from_being_renewed()
    {
        var (renewals, hanging) = (new Renewals(), new TaskCompletionSource());
        await TurnsAsync();
        await using var turn = await TakeAsync(TurnsWith(renewals), "1");
        renewals.Act = _ => throw new InvalidOperationException("No connection is left.");
        clock.Advance(TimeSpan.FromSeconds(2.5));
        await Eventually.HoldsAsync(() => renewals.Count == 1);
        Assert.False(turn!.Over.IsCancellationRequested);

        // Doesn't even listen to its cancellation.
        renewals.Act = _ => hanging.Task;
        try
        {
            clock.Advance(TimeSpan.FromSeconds(2.5));
            await Eventually.HoldsAsync(() => renewals.Count == 2);
            clock.Advance(TimeSpan.FromSeconds(4.9));
            Assert.False(turn.Over.IsCancellationRequested);
            clock.Advance(TimeSpan.FromSeconds(0.2));
            Assert.True(turn.Over.IsCancellationRequested);
        }
        finally
        {
            hanging.SetResult();
        }
    }

    [Fact]
    public async Task A_call_by_hand_during_a_run_of_a_paused_job_that_ended_by_an_exception_is_kept()
    {
        var turns = await TurnsAsync();
        await using (var turn = await TakeAsync(turns, "1"))
        {
            await PauseAsync();
            Assert.Null(await turns.TakeAsync(job, "2", byHand: true, default));
        }

        await using var again = await TakeAsync(turns, "1");
        Assert.NotNull(again);
        Assert.True(await again.EndAsync());
        Assert.Null(await TakeAsync(turns, "1"));
    }

    [Fact]
    public async Task A_paused_job_runs_only_by_hand()
    {
        var turns = await TurnsAsync();
        await PauseAsync();
        Assert.Null(await TakeAsync(turns, "1"));
        await using var turn = await turns.TakeAsync(job, "2", byHand: true, default);
        Assert.NotNull(turn);
        Assert.Null(await TakeAsync(turns, "3"));
        Assert.True(await turn.EndAsync());
    }

    [Fact]
    public async Task A_job_that_nobody_knows_does_not_run() => Assert.Null(await (await TurnsAsync()).TakeAsync("unknown", "1", byHand: true, default));

    private static Task<JobTurn?> TakeAsync(JobTurns turns, string job, string id) => turns.TakeAsync(job, id, byHand: false, default);

    private Task<JobTurn?> TakeAsync(JobTurns turns, string id) => TakeAsync(turns, job, id);

    private async Task<JobTurns> TurnsAsync()
    {
        var turns = new JobTurns(database, new JobsOptions(), clock, NullLogger<JobTurns>.Instance);
        await turns.PrepareAsync([new JobDefinition(job, "清理消息", typeof(IDueJob), JobPlan.WhenDue)]);
        return turns;
    }

    private JobTurns TurnsWith(Renewals renewals) => new(new InterceptedFactory(database, renewals), new JobsOptions(), clock, NullLogger<JobTurns>.Instance);

    private async Task PauseAsync()
    {
        await using var db = database.CreateDbContext();
        (await db.JobStates.SingleAsync(s => s.Job == job)).Pause(clock.GetUtcNow());
        await db.SaveChangesAsync();
    }

    private Task<DateTimeOffset?> HeldUntilAsync() => database.ReadAsync(db => db.JobStates.Where(s => s.Job == job).Select(s => s.HeldUntil).SingleAsync());

    /// <summary>Does something before each renewal; the first update of a turn takes it.</summary>
    private sealed class Renewals : DbCommandInterceptor
    {
        private int updates;

        public int Count => Volatile.Read(ref updates) - 1;

        public Func<CancellationToken, Task> Act { get; set; } = _ => Task.CompletedTask;

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref updates);
            await Act(cancellationToken);
            return result;
        }
    }
}
