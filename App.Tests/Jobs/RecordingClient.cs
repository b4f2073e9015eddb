using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace WorkOrders.Tests;

/// <summary>Stands where Hangfire would be and keeps the runs that it is given.</summary>
internal sealed class RecordingClient : IBackgroundJobClientV2
{
    private readonly List<(Job Job, IState State)> given = [];

    /// <summary>Called for each run before it is kept; may throw as an unreachable storage does.</summary>
    public Action OnCreate { get; set; } = () => { };

    /// <summary>Name and moment of the runs; the moment is null for a run at once.</summary>
    public IReadOnlyList<(string Job, DateTimeOffset? At)> Given
    {
        get
        {
            lock (given)
            {
                return [.. given.Select(g => ((string)g.Job.Args[0], (DateTimeOffset?)g.Job.Args[2]))];
            }
        }
    }

    public JobStorage Storage => throw new NotSupportedException();

    public string Create(Job job, IState state) => Create(job, state, null);

    public string Create(Job job, IState state, IDictionary<string, object>? parameters)
    {
        OnCreate();
        lock (given)
        {
            given.Add((job, state));
            return given.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    public bool ChangeState(string jobId, IState state, string? expectedState) => throw new NotSupportedException();
}
