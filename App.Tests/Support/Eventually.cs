using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;

namespace WorkOrders.Tests.Support;

/// <summary>Polls until a condition is true, so a passing test waits no longer than needed. Nothing else in the tests sleeps.</summary>
public static class Eventually
{
    // The same timeout as for a page in the browser.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task HoldsAsync(Func<bool> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        HoldsAsync(() => Task.FromResult(condition()), patience, text);

    public static Task HoldsAsync(Func<Task<bool>> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        ReadsAsync(condition, holds => holds, patience, text);

    /// <summary>Polls and returns the first value that is as expected.</summary>
    public static async Task<T> ReadsAsync<T>(Func<Task<T>> read, Func<T, bool> expected, TimeSpan? patience = null, [CallerArgumentExpression(nameof(expected))] string text = "")
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(expected);
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (expected(value))
            {
                return value;
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < (patience ?? Patience), $"Not within {patience ?? Patience}: {text}");
#pragma warning disable RS0030 // The pause between two polls.
            await Task.Delay(Pause);
#pragma warning restore RS0030
        }
    }

    /// <summary>Advances the clock in steps, for code that starts its timer at an unknown moment.</summary>
    public static Task AdvanceUntilAsync(this FakeTimeProvider clock, TimeSpan step, Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(condition);
        return HoldsAsync(
            () =>
            {
                if (condition())
                {
                    return true;
                }

                clock.Advance(step);
                return false;
            },
            text: text);
    }
}
