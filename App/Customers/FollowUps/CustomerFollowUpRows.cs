using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.Customers.FollowUps;

/// <summary>The newest follow-ups of a customer, how many there are, and whether the user has one that is not finished.</summary>
public sealed record CustomerFollowUpRows(IReadOnlyList<CustomerFollowUpRow> Rows, int Total, bool HasDraft)
{
    private static readonly CustomerFollowUpRows None = new([], 0, false);

    /// <summary>One query. Nothing when the user may not see the customer.</summary>
    public static async Task<CustomerFollowUpRows> ReadAsync(AppDb db, int customerId, int most, CurrentUser me, CancellationToken token)
    {
        var (form, key) = (CustomerFollowUpDraft.Kind.Code, CustomerFollowUpDraft.KeyOf(customerId));
        return await db.Customers.AsNoTracking().VisibleTo(me).Where(c => c.Id == customerId).Select(c => new CustomerFollowUpRows(
            db.Set<CustomerFollowUp>().Where(f => f.CustomerId == c.Id).OrderByDescending(f => f.CreatedAt).ThenByDescending(f => f.Id).Take(most)
                .Select(f => new CustomerFollowUpRow(f.Id, f.Kind, f.Content, f.NextContactOn, f.Author.DisplayName, f.CreatedAt)).ToList(),
            db.Set<CustomerFollowUp>().Count(f => f.CustomerId == c.Id),
            db.Set<Draft>().Any(d => d.UserId == me.Id && d.Form == form && d.Key == key))).FirstOrDefaultAsync(token) ?? None;
    }
}

/// <summary>One follow-up.</summary>
public sealed record CustomerFollowUpRow(long Id, CustomerFollowUpKind Kind, FreeText Content, DateOnly? NextContactOn, string Author, DateTimeOffset At);
