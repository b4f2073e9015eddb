using WorkOrders.Database;

namespace WorkOrders.Benchmarks;

/// <summary>Measures the database time of reads, and explains the statements of the slowest one when it is over its limit.</summary>
internal sealed class MeasuredReads(BenchDatabase database)
{
    private const int Runs = 60;
    private const int WarmUp = 8;

    private readonly DatabaseTime time = DatabaseTime.Watch();

    /// <param name="name">What is printed.</param>
    /// <param name="limit">Of p95, in milliseconds.</param>
    /// <param name="read">Gets the number of the run, so that each can ask for something else.</param>
    public async Task MeasureAsync(string name, double limit, Func<AppDb, int, Task> read)
    {
        List<double> spent = [];
        var slowest = (Milliseconds: 0.0, Statements: new List<(string Text, System.Data.Common.DbParameter[] Parameters)>());
        for (var run = 0; run < Runs + WarmUp; run++)
        {
            time.Take();
            time.Statements.Clear();
            await using var db = await database.Factory.CreateDbContextAsync();
            await read(db, run);
            var milliseconds = time.Take();
            if (run >= WarmUp)
            {
                spent.Add(milliseconds);
                slowest = milliseconds > slowest.Milliseconds ? (milliseconds, [.. time.Statements]) : slowest;
            }
        }

        if (Figures.Print(name, spent, limit))
        {
            foreach (var (text, parameters) in slowest.Statements)
            {
                await database.ExplainAsync(text, parameters);
            }
        }
    }
}
