using System.Collections;
using Microsoft.Extensions.Options;
using WorkOrders.Shared;

namespace WorkOrders.Shell.Observability;

/// <summary>
/// Masks telephone, identity-card and bank-account numbers in every log line, including those of libraries. SQL Server, for example,
/// writes the duplicate key value into its error message.
/// </summary>
internal sealed class RedactingLoggerFactory(
    IEnumerable<ILoggerProvider> providers,
    IOptionsMonitor<LoggerFilterOptions> filters,
    IOptions<LoggerFactoryOptions> options,
    IExternalScopeProvider? scopes = null) : ILoggerFactory
{
    private readonly LoggerFactory inner = new(providers, filters, options, scopes);

    public ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}

internal sealed class RedactingLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        MaskedState.Of(state, state.ToString() ?? "") is { } masked ? inner.BeginScope(masked) : inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var masked = MaskedState.Of(state, formatter(state, exception));
        var failure = exception is null ? null : RedactedException.Of(exception);
        if (masked is null)
        {
            inner.Log(logLevel, eventId, state, failure, formatter);
        }
        else
        {
            inner.Log(logLevel, eventId, masked, failure, static (values, _) => values.ToString());
        }
    }

    /// <summary>Masked values and text of a log message or scope.</summary>
    private sealed class MaskedState : List<KeyValuePair<string, object?>>
    {
        private readonly string text;

        private MaskedState(IEnumerable<KeyValuePair<string, object?>> values, string text)
            : base(values) => this.text = text;

        /// <summary>Null when nothing needs masking.</summary>
        public static MaskedState? Of(object? state, string text)
        {
            List<KeyValuePair<string, object?>> values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? [.. pairs] : [];
            var maskedValues = values.ConvertAll(v => KeyValuePair.Create(v.Key, Masked(v.Value)));
            var masked = FreeText.MaskNumbers(text);
            return masked != text || values.Zip(maskedValues).Any(pair => !ReferenceEquals(pair.First.Value, pair.Second.Value)) ? new MaskedState(maskedValues, masked) : null;
        }

        public override string ToString() => text;

        private static object? Masked(object? value) => value switch
        {
            null => null,
            string text => FreeText.MaskNumbers(text) is var masked && masked == text ? value : masked,
            IQueryable => value,
            IEnumerable list => MaskedList(list),
            _ => value.ToString() is { } text && FreeText.MaskNumbers(text) is var masked && masked != text ? masked : value,
        };

        // Each item, as the providers print them; a sequence that is computed while it is read becomes a list.
        private static object MaskedList(IEnumerable list)
        {
            var items = list.Cast<object?>().ToList();
            var masked = items.ConvertAll(Masked);
            return items.Zip(masked).All(pair => ReferenceEquals(pair.First, pair.Second)) ? list : masked;
        }
    }
}

/// <summary>Replaces an exception whose text contains a number to mask.</summary>
internal sealed class RedactedException : Exception
{
    private readonly string text;

    private RedactedException(string message, string text)
        : base(message) => this.text = text;

    /// <summary>Returns the original exception when nothing needs masking.</summary>
    public static Exception Of(Exception exception)
    {
        var text = exception.ToString();
        var masked = FreeText.MaskNumbers(text);
        return masked == text ? exception : new RedactedException(FreeText.MaskNumbers(exception.Message), masked);
    }

    public override string ToString() => text;
}
