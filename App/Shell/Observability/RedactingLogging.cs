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
        state.ToString() is { } text && FreeText.MaskNumbers(text) is var masked && masked != text
            ? inner.BeginScope(new MaskedState(state, masked))
            : inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var message = formatter(state, exception);
        var masked = FreeText.MaskNumbers(message);
        var failure = exception is null ? null : RedactedException.Of(exception);
        if (masked == message && ReferenceEquals(failure, exception))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        inner.Log(logLevel, eventId, new MaskedState(state, masked), failure, (_, _) => masked);
    }

    /// <summary>Masked values and text of a log message or scope.</summary>
    private sealed class MaskedState(object? state, string text) : List<KeyValuePair<string, object?>>(
        (state as IEnumerable<KeyValuePair<string, object?>> ?? []).Select(v => KeyValuePair.Create(v.Key, Masked(v.Value))))
    {
        public override string ToString() => text;

        private static object? Masked(object? value) =>
            value?.ToString() is { } real && FreeText.MaskNumbers(real) is var masked && masked != real ? masked : value;
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
