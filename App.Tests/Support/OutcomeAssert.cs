namespace WorkOrders.Tests.Support;

/// <summary>Checks the outcome of an action; imported by <c>using static</c>. A refusal is checked by its full key.</summary>
public static class OutcomeAssert
{
    public static void Done(Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Assert.Null(outcome.Reason);
    }

    /// <summary>Checks the key and its placeholder values; without <paramref name="arguments"/>, only the key.</summary>
    public static void Refused(Outcome outcome, string key, params object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(arguments);
        Assert.Equal(key, outcome.Reason);
        if (arguments.Length > 0)
        {
            Assert.Equal(arguments, outcome.Arguments);
        }
    }

    /// <summary>Also checks the kind, which decides the status code of the API.</summary>
    public static void Refused(Outcome outcome, Refusal kind, string key, params object[] arguments)
    {
        Refused(outcome, key, arguments);
        Assert.Equal(kind, outcome.Kind);
    }

    /// <summary>After a race: one of these refusals, depending on which call was faster.</summary>
    public static void RefusedOneOf(Outcome outcome, params string[] keys)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Assert.Contains(outcome.Reason, keys);
    }
}
