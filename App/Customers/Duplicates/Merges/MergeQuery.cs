using System.Linq.Expressions;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Duplicates.Merges;

/// <summary>Page of the list 合并记录, stored in the URL.</summary>
public sealed record MergeQuery : IListQuery
{
    public const string Path = "/customers/merges";

    public int Page { get; init; } = 1;

    public string Address => ListAddress.Of(Path, ("page", ListAddress.OfPage(Page)));

    public static MergeQuery Parse(string? query) => new() { Page = ListAddress.Parse(query).Page() };
}

/// <summary>One merge of the list.</summary>
public sealed record MergeRow(
    long Id, int SurvivorId, string SurvivorName, int LoserId, string LoserName, DateTimeOffset At, string By, DateTimeOffset? UndoneAt, string? UndoneBy)
{
    public static readonly Expression<Func<CustomerMerge, MergeRow>> Projection = m => new MergeRow(
        m.Id, m.SurvivorId, m.Survivor.Name, m.LoserId, m.Loser.Name, m.At, m.By.DisplayName, m.UndoneAt, m.UndoneBy!.DisplayName);

    /// <summary>Days in which it can still be undone, counting today; 0 when it can't.</summary>
    public int DaysLeft(DateTimeOffset now) => UndoneAt is not null || now > At + CustomerMerge.UndoPeriod ? 0 : (int)Math.Ceiling((At + CustomerMerge.UndoPeriod - now).TotalDays);
}
