using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;

namespace WorkOrders.Jobs.Running;

/// <summary>
/// Lets Hangfire enqueue its delayed runs when the first of them is due. Asks with one query at each full second: Hangfire's own process takes
/// a lock for each look, which is five statements.
/// </summary>
internal sealed class EnqueueDueRuns(IBackgroundJobStateChanger states) : IBackgroundProcess
{
    // Hangfire schedules by the machine's clock, whatever the application's is.
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly DelayedJobScheduler scheduler = new(TimeSpan.Zero, states);

    public void Execute(BackgroundProcessContext context)
    {
        if (IsAnyDue(context))
        {
            scheduler.Execute(context);
        }

        // The wait is cut to milliseconds: without a few more it ends just before the second.
        var over = Time.GetUtcNow().Ticks % TimeSpan.TicksPerSecond;
        context.Wait(TimeSpan.FromTicks(TimeSpan.TicksPerSecond - over) + TimeSpan.FromMilliseconds(5));
    }

    private static bool IsAnyDue(BackgroundProcessContext context)
    {
        using var connection = context.Storage.GetConnection();
        return connection.GetFirstByLowestScoreFromSet("schedule", 0, JobHelper.ToTimestamp(Time.GetUtcNow().UtcDateTime)) is not null;
    }
}
