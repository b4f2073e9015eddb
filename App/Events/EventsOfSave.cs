using WorkOrders.Shared;
using WorkOrders.Shared.Reveal;

namespace WorkOrders.Events;

/// <summary>Collects what one save has to tell: each changed order once, each person with a new message once.</summary>
internal sealed class EventsOfSave
{
    private readonly Dictionary<LiveEvent, DateTimeOffset> events = [];
    private readonly HashSet<LiveEvent> written = [];

    /// <summary>What isn't written yet: a save that is tried again has its events already.</summary>
    public IEnumerable<OutboxEvent> ToWrite => events.Where(e => !written.Contains(e.Key)).Select(e => new OutboxEvent(e.Key, e.Value));

    public void See(object added)
    {
        switch (added)
        {
            // Looking at a masked value changes nothing that others see.
            case OperationRecord { Subject: OperationSubject.WorkOrder, Action: not Revealing.Action } record:
                events.TryAdd(LiveEvent.OrderChanged(record.SubjectKey), record.At);
                break;
            case OperationRecord { Subject: OperationSubject.DefaultApplication or OperationSubject.Renewal, Action: not Revealing.Action } record:
                events.TryAdd(LiveEvent.CaseChanged(record.Subject, record.SubjectKey), record.At);
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
