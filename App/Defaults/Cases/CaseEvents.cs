using WorkOrders.Events;

namespace WorkOrders.Defaults.Cases;

/// <summary>Live events of cases.</summary>
public static class CaseEvents
{
    /// <summary>An application or renewal was submitted or decided.</summary>
    public static IDisposable OnCaseChanged(this LiveEvents live, Func<Task> handle) =>
        new Both(live.On(CaseSubjects.DefaultApplication.Code, null, _ => handle()), live.On(CaseSubjects.Renewal.Code, null, _ => handle()));

    private sealed class Both(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
