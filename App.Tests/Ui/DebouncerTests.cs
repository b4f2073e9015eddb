using WorkOrders.Ui;

namespace WorkOrders.Tests.Ui;

/// <summary>Many triggers become one action.</summary>
public sealed class DebouncerTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

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
