using WorkOrders.Shared;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Profile.Listing;

/// <summary>State of the list 客户档案 in the address, used by the page and its export.</summary>
public sealed record CustomerQuery : IListQuery
{
    public const string Path = "/customers";
    public const string ExportPath = "/customers/export";

    /// <summary>So many customers are counted, and so many pages can be opened when there are more.</summary>
    public const int Cap = 1_000;

    public CustomerView View { get; init; }

    public string? Name { get; init; }

    public PhoneNumber? Phone { get; init; }

    public IdNumber? IdNumber { get; init; }

    public string? TaxId { get; init; }

    public CustomerType? Type { get; init; }

    public CustomerLevel? Level { get; init; }

    public CustomerStatus? Status { get; init; }

    public int? OwnerId { get; init; }

    public string? Region { get; init; }

    public string? Industry { get; init; }

    /// <summary>First day of the last follow-up, Shanghai time.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the last follow-up, inclusive.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Null for the order that fits view and filter.</summary>
    public CustomerSort? Sort { get; init; }

    public bool Reversed { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNarrowed => this with { Sort = null, Reversed = false, Page = 1 } != new CustomerQuery { View = View };

    /// <summary>Days of contact are sorted among the customers of one person.</summary>
    public bool CanSortByContact => View == CustomerView.Mine || OwnerId is not null;

    public CustomerSort EffectiveSort => Sort is { } sort && (sort != CustomerSort.NextContact || CanSortByContact) ? sort
        : Name is not null ? CustomerSort.Name
        : From is not null || To is not null ? CustomerSort.LastFollowUp
        : View == CustomerView.Mine ? CustomerSort.NextContact
        : CustomerSort.Newest;

    public bool IsAscending => EffectiveSort is CustomerSort.Name or CustomerSort.NextContact != Reversed;

    public string Address => ListAddress.Of(
        Path, [.. Parts, ("sort", Sort is null && !Reversed ? null : (Reversed ? "-" : "") + EffectiveSort), ("page", ListAddress.OfPage(Page))]);

    /// <summary>URL of the export of all pages of this list.</summary>
    public string ExportAddress => ListAddress.Of(ExportPath, Parts);

    private IEnumerable<(string Name, string? Value)> Parts =>
    [
        ("view", View == CustomerView.Mine ? "mine" : "all"), ("name", Name), ("phone", Phone?.Unmask()), ("idNumber", IdNumber?.Unmask()), ("taxId", TaxId),
        ("type", Type?.ToString()), ("level", Level?.ToString()), ("status", Status?.ToString()), ("owner", ListAddress.Of(OwnerId)), ("region", Region),
        ("industry", Industry), ("from", ListAddress.Of(From)), ("to", ListAddress.Of(To)),
    ];

    /// <summary>An account manager begins with their own customers, others with all.</summary>
    public static CustomerQuery Parse(string? query, CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(me);
        var parts = ListAddress.Parse(query);
        var sort = parts.Text("sort");
        return new CustomerQuery
        {
            View = parts.Named<CustomerView>("view") ?? (me.Is(Roles.AccountManager) && !me.May(Permission.ManageCustomers) ? CustomerView.Mine : CustomerView.All),
            Name = parts.Text("name"),
            Phone = PhoneNumber.Parse(parts.Text("phone")),
            IdNumber = IdNumber.Parse(parts.Text("idNumber")),
            TaxId = CreditCode.Parse(parts.Text("taxId")),
            Type = parts.Named<CustomerType>("type"),
            Level = parts.Named<CustomerLevel>("level"),
            Status = parts.Named<CustomerStatus>("status"),
            OwnerId = parts.Number("owner"),
            Region = parts.Text("region"),
            Industry = parts.Text("industry"),
            From = parts.Day("from"),
            To = parts.Day("to"),
            Sort = ListAddress.Named<CustomerSort>(sort?.TrimStart('-')),
            Reversed = sort?.StartsWith('-') == true,
            Page = parts.Page(),
        };
    }

    /// <summary>What the list shows to this person.</summary>
    public CustomerFilter FilterFor(CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(me);
        var isMine = View == CustomerView.Mine;
        return new CustomerFilter
        {
            Name = Name,
            Phone = Phone,
            IdNumber = IdNumber,
            TaxId = TaxId,
            Type = Type,
            Level = Level,
            Status = Status ?? (isMine ? CustomerStatus.Active : null),
            OwnerId = isMine ? me.Id : OwnerId,
            Region = Region,
            Industry = Industry,
            From = From is { } from ? BusinessTime.StartOf(from) : null,
            Before = To is { } to ? BusinessTime.StartOf(to.AddDays(1)) : null,
        };
    }

    /// <summary>Sorts by the column; sorting by the same column again reverses the direction.</summary>
    public CustomerQuery SortedBy(CustomerSort sort) => this with { Sort = sort, Reversed = sort == EffectiveSort && !Reversed, Page = 1 };
}

/// <summary>Views of the list.</summary>
public enum CustomerView
{
    All,

    /// <summary>The customers that the user owns; without a filter of the status the active ones.</summary>
    Mine,
}

/// <summary>Orders of the list.</summary>
public enum CustomerSort
{
    [Named("最新建立")]
    Newest,

    [Named("名称")]
    Name,

    [Named("最后跟进")]
    LastFollowUp,

    [Named("下次联系")]
    NextContact,
}
