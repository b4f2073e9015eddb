using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace WorkOrders.Benchmarks;

/// <summary>Sums the time of EF Core statements, from sending to the last row read, and keeps the statements for EXPLAIN.</summary>
internal sealed class DatabaseTime : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly Lock gate = new();
    private TimeSpan spent;

    private DatabaseTime()
    {
    }

    public static DatabaseTime Watch()
    {
        var watch = new DatabaseTime();
        DiagnosticListener.AllListeners.Subscribe(watch);
        return watch;
    }

    public List<(string Text, DbParameter[] Parameters)> Statements { get; } = [];

    /// <summary>Milliseconds since the last call.</summary>
    public double Take()
    {
        lock (gate)
        {
            var milliseconds = spent.TotalMilliseconds;
            spent = TimeSpan.Zero;
            return milliseconds;
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            value.Subscribe(this);
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        lock (gate)
        {
            switch (value.Value)
            {
                case CommandExecutedEventData executed:
                    spent += executed.Duration;
                    Statements.Add((executed.Command.CommandText,
                        [.. executed.Command.Parameters.Cast<DbParameter>().Select(p => (DbParameter)((ICloneable)p).Clone())]));
                    break;
                case DataReaderDisposingEventData read:
                    spent += read.Duration;
                    break;
            }
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }
}
