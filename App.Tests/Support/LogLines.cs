using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WorkOrders.Tests.Support;

/// <summary>Collects log entries: message, values, scopes and exception of each entry in one text.</summary>
public sealed class LogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> All => lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = new List<string> { $"{logLevel} {category}: {formatter(state, exception)}" };
            owner.scopes.ForEachScope((scope, list) => list.Add(Print(scope)), text);
            text.Add(Print(state));
            text.Add(exception?.ToString() ?? "");
            owner.lines.Enqueue(string.Join(" | ", text));
        }

        private static string Print(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values
            ? string.Join(", ", values.Select(v => $"{v.Key}={v.Value}"))
            : state?.ToString() ?? "";
    }
}
