using WorkOrders.Events;

namespace WorkOrders.Defaults.Cases;

/// <summary>Live events of cases.</summary>
public static class CaseEvents
{
    /// <summary>An application or renewal was submitted or decided.</summary>
    /// <param name="live">The events of this node.</param>
    /// <param name="handle">Called for each change.</param>
    /// <param name="since">When what is shown was read; also tells of the changes since then.</param>
    public static IDisposable OnCaseChanged(this LiveEvents live, Func<Task> handle, DateTimeOffset? since = null) => new Both(
        live.On(CaseSubjects.DefaultApplication.Code, null, _ => handle(), since), live.On(CaseSubjects.Renewal.Code, null, _ => handle(), since));

    private sealed class Both(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
