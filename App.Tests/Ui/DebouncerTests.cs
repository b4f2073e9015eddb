using WorkOrders.Ui;

namespace WorkOrders.Tests.Ui;

/// <summary>Many triggers become one action.</summary>
public sealed class DebouncerTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task While_somebody_types_the_wait_starts_anew_and_a_cancelled_request_runs_nothing()
    {
        var clock = Given.Clock();
        var runs = 0;
        using var debouncer = new Debouncer(clock, Pause, Count, fromLast: true);
        for (var i = 0; i < 5; i++)
        {
            debouncer.Trigger();
            clock.Advance(Pause / 2);
        }

        Assert.Equal(0, runs);
        await clock.AdvanceUntilAsync(Pause, () => runs > 0);
        Assert.Equal(1, runs);

        debouncer.Trigger();
        debouncer.Cancel();
        clock.Advance(Pause);
        debouncer.Trigger();
        await clock.AdvanceUntilAsync(Pause, () => runs > 1);
        Assert.Equal(2, runs);

        Task Count()
        {
            runs++;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task An_action_that_was_cancelled_does_not_stop_the_next_one()
    {
        var clock = Given.Clock();
        var runs = 0;
        using var debouncer = new Debouncer(clock, Pause, () => ++runs == 1 ? throw new OperationCanceledException() : Task.CompletedTask);
        debouncer.Trigger();
        await clock.AdvanceUntilAsync(Pause, () => runs == 1);
        await Eventually.HoldsAsync(() =>
        {
            debouncer.Trigger();
            clock.Advance(Pause);
            return runs > 1;
        });
    }
}
