using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Jobs;
using WorkOrders.Jobs.Running;

namespace WorkOrders.Tests;

/// <summary>Which runs are given to Hangfire, and for which moments, without Hangfire.</summary>
public sealed class JobSweepTests : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly RecordingClient hangfire = new();
    private readonly List<DateTimeOffset> moments = [];
    private readonly JobDefinition job;
    private readonly ServiceProvider services;
    private readonly JobTurns turns;
    private readonly JobQueue queue;
    private readonly JobSweep sweep;

    public JobSweepTests(TestDatabase database)
    {
        this.database = database;
        job = new JobDefinition("job" + Given.Next(), "清理消息", typeof(Work), JobPlan.WhenDue, IsQuiet: true);
        services = new ServiceCollection().AddSingleton(moments).BuildServiceProvider();
        var jobs = new JobList([job]);
        turns = new JobTurns(database, new JobsOptions(), clock, NullLogger<JobTurns>.Instance);
        queue = new JobQueue(jobs, hangfire, database, clock);
        sweep = new JobSweep(jobs, queue, database, services.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<JobSweep>.Instance);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task Work_still_due_after_a_run_in_vain_is_tried_again_soon_and_then_more_seldom()
    {
        await turns.PrepareAsync([job]);
        moments.Add(Given.Now.AddMinutes(-5));
        foreach (var seconds in new[] { 2, 4, 8, 16 })
        {
            await sweep.LookAfterAsync(job, Failed(), default);
            Assert.Equal((job.Name, clock.GetUtcNow().AddSeconds(seconds)), hangfire.Given[^1]);
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        // A run that did something begins anew.
        await sweep.LookAfterAsync(job, Done(rows: 1), default);
        Assert.Equal((job.Name, null), hangfire.Given[^1]);
        await sweep.LookAfterAsync(job, Done(rows: 0), default);
        Assert.Equal((job.Name, clock.GetUtcNow().AddSeconds(2)), hangfire.Given[^1]);
        Assert.Equal(6, hangfire.Given.Count);
    }

    [Fact]
    public async Task Work_that_stays_due_does_not_hide_a_later_moment()
    {
        await turns.PrepareAsync([job]);
        var later = Given.Now.AddSeconds(1);
        moments.AddRange([Given.Now.AddMinutes(-5), later, Given.Now.AddSeconds(40)]);
        await sweep.LookAfterAsync(job, Failed(), default);
        Assert.Equal((job.Name, later), Assert.Single(hangfire.Given));
    }

    [Fact]
    public async Task A_moment_that_could_not_be_scheduled_can_be_called_again()
    {
        await turns.PrepareAsync([job]);
        hangfire.OnCreate = () => throw new Unanswered();
        await Assert.ThrowsAsync<Unanswered>(() => queue.CallAsync(job.Name, Given.Now.AddSeconds(20), default));
        hangfire.OnCreate = () => { };
        await queue.CallAsync(job.Name, Given.Now.AddSeconds(20), default);
        await queue.CallAsync(job.Name, Given.Now.AddSeconds(30), default);
        Assert.Equal((job.Name, Given.Now.AddSeconds(20)), Assert.Single(hangfire.Given));
    }

    [Fact]
    public async Task A_call_during_a_run_that_never_came_to_its_end_is_found()
    {
        await turns.PrepareAsync([job]);
        await using (var turn = await turns.TakeAsync(job.Name, "1", byHand: false, default))
        {
            Assert.Null(await turns.TakeAsync(job.Name, "2", byHand: false, default));
            await sweep.RunAsync(default);
            Assert.Empty(hangfire.Given);
        }

        await sweep.RunAsync(default);
        Assert.Equal((job.Name, null), Assert.Single(hangfire.Given));
        await using var next = await turns.TakeAsync(job.Name, "3", byHand: false, default);
        Assert.NotNull(next);
        Assert.True(await next.EndAsync());
        await sweep.RunAsync(default);
        Assert.Single(hangfire.Given);
    }

    [Fact]
    public async Task A_run_by_hand_that_could_not_be_recorded_does_not_happen()
    {
        var schedule = new JobSchedule(queue, new JobList([job]), new InterceptedFactory(database, new FailingSave()), clock);
        await Assert.ThrowsAsync<DbUpdateException>(() => schedule.RunNowAsync(job.Name, As.Somebody(Roles.Admin)));
        Assert.Empty(hangfire.Given);
    }

    [Fact]
    public async Task What_was_called_before_the_stop_is_passed_on()
    {
        await turns.PrepareAsync([job]);
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        hangfire.OnCreate = () =>
        {
            reached.TrySetResult();
            release.Task.Wait();
        };
        var calls = new JobCalls();
        using var passing = new PassOnJobCalls(calls, queue, sweep, NullLogger<PassOnJobCalls>.Instance);
        await passing.StartAsync(default);
        calls.Add(new JobCall(job.Name, Given.Now));
        await reached.Task;
        moments.Add(Given.Now.AddSeconds(-7));
        calls.Add(new JobCall(job.Name, At: null));
        var stopping = passing.StopAsync(default);
        release.SetResult();
        await stopping;
        Assert.Equal(2, hangfire.Given.Count);
    }

    private JobRun Failed()
    {
        var run = new JobRun(job.Name, "node", clock.GetUtcNow());
        run.Fail(new TimeoutException("slow"), clock.GetUtcNow());
        return run;
    }

    private JobRun Done(int rows)
    {
        var run = new JobRun(job.Name, "node", clock.GetUtcNow());
        run.Finish(rows, clock.GetUtcNow());
        return run;
    }

    private sealed class Work(List<DateTimeOffset> moments) : IDueJob
    {
        public Task<int> RunAsync(CancellationToken stop) => Task.FromResult(0);

        public Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop) =>
            Task.FromResult(moments.Where(m => m > after && m <= until).Select(m => (DateTimeOffset?)m).Min());
    }
}
