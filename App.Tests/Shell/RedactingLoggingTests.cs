using Microsoft.Extensions.Logging;
using WorkOrders.Shell.Observability;

namespace WorkOrders.Tests.Shell;

public sealed class RedactingLoggingTests
{
    public static TheoryData<object> Sequences => new(
        new List<string> { "13812345678", "ok" }, new HashSet<string> { "13812345678", "ok" }, new[] { "13812345678", "ok" }.Where(text => text.Length > 1));

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Each_item_of_a_logged_sequence_is_masked_in_the_values(object numbers)
    {
        var kept = new Kept();
        new RedactingLogger(kept).LogInformation("Called {Numbers}", numbers);
        var value = Assert.Single(kept.Values, v => v.Key == "Numbers").Value;
        Assert.Equal(["138****5678", "ok"], Assert.IsAssignableFrom<IEnumerable<object>>(value));
        Assert.DoesNotContain("13812345678", kept.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_without_numbers_is_passed_on_as_it_is()
    {
        var (kept, names) = (new Kept(), new HashSet<string> { "one", "two" });
        new RedactingLogger(kept).LogInformation("Called {Names}", names);
        Assert.Same(names, Assert.Single(kept.Values, v => v.Key == "Names").Value);
    }

    private sealed class Kept : ILogger
    {
        public IReadOnlyList<KeyValuePair<string, object?>> Values { get; private set; } = [];

        public string Text { get; private set; } = "";

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            (Values, Text) = ([.. (IEnumerable<KeyValuePair<string, object?>>)state!], formatter(state, exception));
    }
}
