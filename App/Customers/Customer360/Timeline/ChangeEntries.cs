using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360.Timeline;

/// <summary>资料变更 on the timeline: created, changed, deactivated and what other features register.</summary>
internal sealed class ChangeEntries(IEnumerable<TimelineActions> registered, IStringLocalizer<Text> words) : ITimelineSource
{
    private readonly List<OperationAction> actions = [.. registered.SelectMany(r => r.Actions).Distinct()];

    public TimelineKind Kind { get; } = new("change", "资料变更");

    public async Task<TimelinePart> ReadAsync(AppDb db, CustomerOnPage customer, TimelineAsk ask, CurrentUser me, CancellationToken token)
    {
        var key = customer.Id.ToString(CultureInfo.InvariantCulture);
        var records = await db.OperationRecords.AsNoTracking().Where(r => r.Subject == CustomerSubjects.Customer && r.SubjectKey == key && actions.Contains(r.Action))
            .Where(_ => db.Set<Customer>().VisibleTo(me).Any(c => c.Id == customer.Id))
            .Where(r => (ask.From == null || r.At >= ask.From) && (ask.Before == null || r.At < ask.Before))
            .OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(ask.Most).ToListAsync(token);
        return new([.. records.Select(r => new TimelineEntry(r.At, r.Action.Text, [], TextOf(r), OperationRecord.ActorIn(words, r.ActorName), null))]);
    }

    private string? TextOf(OperationRecord record)
    {
        var lines = record.Changes.Select(TextOf).ToList();
        if (record.Remark is { } remark)
        {
            lines.Add(remark.Masked);
        }

        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    // The owner is stored as an id, which says nothing.
    private string TextOf(FieldChange change) => change.Field == CustomerFields.Owner || (change.From is null && change.To is null)
        ? change.NameIn(words)
        : words["{0}：{1} 改为 {2}", change.NameIn(words), change.FromIn(words) ?? words["（空）"].Value, change.ToIn(words) ?? words["（空）"].Value];
}
