using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Opportunities.Listing;

/// <summary>What the page shows: the figures of each stage and, by the way that is asked for, the cards of the board or a page of the list.</summary>
/// <param name="Columns">One for each stage that the filter allows, with its cards on the board.</param>
/// <param name="List">Null on the board.</param>
public sealed record OpportunitiesRead(IReadOnlyList<BoardColumn> Columns, ListPage<OpportunityRow>? List)
{
    /// <summary>How many cards a column shows.</summary>
    public const int MostCards = 20;

    public int Count => Columns.Sum(c => c.Count);

    public decimal Sum => Columns.Sum(c => c.Sum);

    /// <summary>Opportunities of the filter that the user may not see; the sums leave them out.</summary>
    public int Hidden => Columns.Sum(c => c.Hidden);

    public static async Task<OpportunitiesRead> ReadAsync(AppDb db, OpportunityQuery query, CurrentUser me, CancellationToken token)
    {
        var all = query.Filter.Apply(db.Opportunities.AsNoTracking());
        var visible = all.OfVisible(db.Customers, me);
        var figures = await visible.GroupBy(o => o.Stage).Select(g => new { Stage = g.Key, Count = g.Count(), Sum = g.Sum(o => o.Amount) })
            .ToDictionaryAsync(g => g.Stage, token);
        Dictionary<OpportunityStage, int> counts = CustomerQueries.SeesAll(me) || query.Filter.HasTexts ? []
            : await all.GroupBy(o => o.Stage).Select(g => new { Stage = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Stage, g => g.Count, token);
        List<BoardColumn> columns = [];
        foreach (var stage in Enum.GetValues<OpportunityStage>().Where(s => query.Stage is null || s == query.Stage))
        {
            var (count, sum) = figures.GetValueOrDefault(stage) is { } found ? (found.Count, found.Sum) : (0, 0);
            var cards = count == 0 || query.View != OpportunityView.Board ? []
                : await visible.Where(o => o.Stage == stage).InColumn(stage).Take(MostCards).Select(OpportunityRow.Projection).ToListAsync(token);
            columns.Add(new BoardColumn(stage, count, sum, Math.Max(0, counts.GetValueOrDefault(stage) - count), cards));
        }

        return new OpportunitiesRead(
            columns,
            query.View == OpportunityView.Board ? null
                : await visible.InOrder(query.Sort, query.Ascending).PageAsync(query.Page, OpportunityRow.Projection, token));
    }
}

/// <summary>A stage with what the user may see of it, and how many there are besides.</summary>
public sealed record BoardColumn(OpportunityStage Stage, int Count, decimal Sum, int Hidden, IReadOnlyList<OpportunityRow> Cards);
