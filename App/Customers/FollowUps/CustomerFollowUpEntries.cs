using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.FollowUps;

/// <summary>跟进 on the timeline.</summary>
internal sealed class CustomerFollowUpEntries : ITimelineSource
{
    public TimelineKind Kind { get; } = new("follow-up", "跟进");

    public async Task<TimelinePart> ReadAsync(AppDb db, CustomerOnPage customer, TimelineAsk ask, CurrentUser me, CancellationToken token)
    {
        var rows = await db.CustomerFollowUps.AsNoTracking().Where(f => f.CustomerId == customer.Id)
            .Where(f => db.Set<Customer>().VisibleTo(me).Any(c => c.Id == f.CustomerId))
            .Where(f => (ask.From == null || f.CreatedAt >= ask.From) && (ask.Before == null || f.CreatedAt < ask.Before))
            .OrderByDescending(f => f.CreatedAt).ThenByDescending(f => f.Id).Take(ask.Most)
            .Select(f => new { f.CreatedAt, f.Kind, f.Content, Author = f.Author.DisplayName }).ToListAsync(token);
        return new([.. rows.Select(f => new TimelineEntry(f.CreatedAt, TitleOf(f.Kind), [], f.Content.Masked, f.Author, null))]);
    }

    private static string TitleOf(CustomerFollowUpKind kind) => kind switch
    {
        CustomerFollowUpKind.Phone => "电话跟进",
        CustomerFollowUpKind.Visit => "拜访跟进",
        CustomerFollowUpKind.Message => "消息跟进",
        _ => "其他跟进",
    };
}
