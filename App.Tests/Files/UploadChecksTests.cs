using Microsoft.Extensions.Time.Testing;
using WorkOrders.Files;

namespace WorkOrders.Tests.Files;

/// <summary>How many checks run at once, how long they wait and how long they take.</summary>
public sealed class UploadChecksTests : IDisposable
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly UploadChecks checks;

    public UploadChecksTests() => checks = new UploadChecks(clock);

    public void Dispose() => checks.Dispose();

    [Fact]
    public async Task One_of_a_person_and_two_of_the_node_run_and_the_next_follows_when_one_ends()
    {
        var (first, own, second, third) = (Start(1), Start(1), Start(2), Start(3));

        Assert.Equal((true, false, true, false), (first.IsRunning, own.IsRunning, second.IsRunning, third.IsRunning));
        Assert.Empty(first.Waits.Concat(second.Waits));
        Assert.Equal([true, true], own.Waits.Concat(third.Waits));
        await second.EndAsync();
        await third.Running;
        Assert.Equal([true, false], third.Waits);
        Assert.False(own.IsRunning);
        await third.EndAsync();
        await first.EndAsync();
        await own.Running;
        await own.EndAsync();
    }

    [Fact]
    public async Task Workbooks_hold_up_no_other_files()
    {
        var (a, b, c) = (Start(1), Start(2), Start(3));
        var file = Start(1, UploadKind.File);

        Assert.Equal((false, true), (c.IsRunning, file.IsRunning));
        await Task.WhenAll(a.EndAsync(), b.EndAsync(), file.EndAsync());
        await c.Running;
        await c.EndAsync();
    }

    [Fact]
    public async Task Who_waits_too_long_or_behind_too_many_is_told_to_come_back()
    {
        var (a, b) = (Start(1), Start(2));
        var many = Enumerable.Range(3, 20).Select(person => Start(person)).ToList();
        var full = Start(100);
        Assert.Equal((true, "别的文件还在检查，请稍后再上传"), ((await full.Result).IsBusy, (await full.Result).Outcome.Reason));
        clock.Advance(TimeSpan.FromMinutes(4));
        await Task.WhenAll(a.EndAsync(), b.EndAsync());
        await Task.WhenAll(many[0].Running, many[1].Running);
        clock.Advance(TimeSpan.FromMinutes(5));
        await Task.WhenAll(many[0].Result, many[1].Result, many[2].Running, many[3].Running);
        Assert.All(many.Skip(4), one => Assert.False(one.Result.IsCompleted));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.All(await Task.WhenAll(many.Skip(4).Select(one => one.Result)), result => Assert.True(result.IsBusy));
        await Task.WhenAll(many[2].EndAsync(), many[3].EndAsync());
        await Start(3).EndAsync();
    }

    [Fact]
    public async Task Who_waits_behind_two_of_the_longest_checks_has_a_turn()
    {
        var (a, b, third) = (Start(1), Start(2), Start(3));
        clock.Advance(TimeSpan.FromMinutes(5));
        await Task.WhenAll(a.Result, b.Result, third.Running);
        await third.EndAsync();
    }

    [Fact]
    public async Task Who_leaves_gives_back_the_place_in_the_queue_and_at_work()
    {
        using var gone = new CancellationTokenSource();
        var (a, b) = (Start(1), Start(2, gone: gone.Token));
        var waiting = Start(3, gone: gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Result);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => b.Result);
        Assert.False(waiting.IsRunning);
        await Start(3).EndAsync();
        await a.EndAsync();
    }

    [Fact]
    public async Task A_check_that_takes_too_long_is_cancelled_and_told()
    {
        var (workbook, file) = (Start(1), Start(1, UploadKind.File));
        clock.Advance(TimeSpan.FromSeconds(30));
        Refused((await file.Result).Outcome, "检查超过了 {0} 秒，请另存为更小的文件后再上传", 30);
        Assert.True(workbook.IsRunning);
        clock.Advance(TimeSpan.FromMinutes(5));
        Refused((await workbook.Result).Outcome, "检查超过了 {0} 秒，请把文件分成几个再上传", 300);
        await Start(1).EndAsync();
    }

    [Fact]
    public async Task What_the_check_throws_as_a_refusal_is_its_outcome()
    {
        var result = await checks.RunAsync(UploadKind.File, Person(1), _ => throw new FileRefusedException("文件里没有数据行"));

        Refused(result.Outcome, "文件里没有数据行");
        Assert.False(result.IsBusy);
        await Start(1, UploadKind.File).EndAsync();
    }

    [Fact]
    public async Task From_many_threads_there_are_never_more()
    {
        var atOnce = new int[4];
        var most = 0;
        var done = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => checks.RunAsync(
            UploadKind.Workbook,
            Person(1 + (i % 3)),
            async _ =>
            {
                var mine = Interlocked.Increment(ref atOnce[1 + (i % 3)]);
                var all = Interlocked.Increment(ref atOnce[0]);
                InterlockedMax(ref most, mine > 1 ? 100 : all);
                for (var turn = 0; turn < 100; turn++)
                {
                    await Task.Yield();
                }

                Interlocked.Decrement(ref atOnce[1 + (i % 3)]);
                Interlocked.Decrement(ref atOnce[0]);
                return Outcome.Done;
            }))));

        Assert.InRange(most, 1, UploadChecks.PerNode);
        Assert.All(done, result => Done(result.Outcome));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen)
            {
                return;
            }
        }
    }

    private static CurrentUser Person(int id) => new(id, $"{id}", new HashSet<string>(StringComparer.Ordinal), null);

    private Check Start(int person, UploadKind kind = UploadKind.Workbook, CancellationToken gone = default) => new(checks, kind, Person(person), gone);

    /// <summary>A check that runs until it is ended.</summary>
    private sealed class Check
    {
        private readonly TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Check(UploadChecks checks, UploadKind kind, CurrentUser me, CancellationToken gone) => Result = checks.RunAsync(
            kind,
            me,
            async token =>
            {
                running.SetResult();
                await end.Task.WaitAsync(token);
                return Outcome.Done;
            },
            Waits.Add,
            gone);

        public List<bool> Waits { get; } = [];

        public Task<CheckResult> Result { get; }

        public Task Running => running.Task;

        public bool IsRunning => running.Task.IsCompleted;

        public async Task EndAsync()
        {
            end.SetResult();
            Done((await Result).Outcome);
        }
    }
}
