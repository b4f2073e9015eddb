using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.Events;

/// <summary>Collects the events of one save: one per changed record, one per person with a new message.</summary>
internal sealed class EventsOfSave
{
    private readonly Dictionary<LiveEvent, DateTimeOffset> events = [];
    private readonly HashSet<LiveEvent> written = [];

    /// <summary>Events not written yet. When a save is retried, its events are already in the context.</summary>
    public IEnumerable<OutboxEvent> ToWrite => events.Where(e => !written.Contains(e.Key)).Select(e => new OutboxEvent(e.Key, e.Value));

    public void See(object added)
    {
        switch (added)
        {
            // Revealing a masked value changes nothing that other users see.
            case OperationRecord { Subject.IsLive: true } record when record.Action != Revealing.Action:
                events.TryAdd(LiveEvent.Of(record.Subject, record.SubjectKey), record.At);
                break;
            case Notice notice:
                events.TryAdd(LiveEvent.NoticeFor(notice.UserId), notice.At);
                break;
            case OutboxEvent row:
                written.Add(row.What);
                break;
        }
    }
}
