using WorkOrders.Shared;

namespace WorkOrders.Desk;

/// <summary>What the desk shows: view, filters, sort and page, as they stand in the URL. Shared by the screen, bulk actions and exports.</summary>
public sealed partial record WorkOrderFilter
{
    public const int DefaultPageSize = 50;

    /// <summary>No list is longer; what is really the last page is known once the orders are counted.</summary>
    public const int MaxPage = 1_000_000;

    public static readonly IReadOnlyList<int> PageSizes = [20, DefaultPageSize, 100];

    public DeskView View { get; init; }

    /// <summary>联系方式: the customer's phone or the caller's number, whole.</summary>
    public PhoneNumber? Phone { get; init; }

    public IdNumber? IdNumber { get; init; }

    /// <summary>Empty: any status.</summary>
    public IReadOnlyList<WorkOrderStatus> Statuses { get; init; } = [];

    public int? HandlerId { get; init; }

    public int? AnsweredById { get; init; }

    /// <summary>First Shanghai day of creation.</summary>
    public DateOnly? CreatedFrom { get; init; }

    /// <summary>Last Shanghai day of creation, included.</summary>
    public DateOnly? CreatedTo { get; init; }

    public string? ApplyNo { get; init; }

    public string? ContractNo { get; init; }

    /// <summary>The beginning of the customer's name.</summary>
    public string? Customer { get; init; }

    public string? Channel { get; init; }

    public int? ProblemTypeId { get; init; }

    public int? TopicId { get; init; }

    public int? SubtopicId { get; init; }

    public string? RiskType { get; init; }

    public string? BusinessType { get; init; }

    public DateOnly? SettledFrom { get; init; }

    public DateOnly? SettledTo { get; init; }

    /// <summary>Only orders past their due time.</summary>
    public bool Overdue { get; init; }

    public WorkOrderSource? Source { get; init; }

    public DeskSort Sort { get; init; }

    public bool Ascending { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>The number of the order in the panel beside the list.</summary>
    public string? Open { get; init; }

    /// <summary>What was wrong in the URL and is left out; for the person to read.</summary>
    public IReadOnlyList<FilterProblem> Problems { get; init; } = [];

    /// <summary>Whether anything but the view narrows the list.</summary>
    public bool HasFilters => Fields.Any(one => one.Write(this) is not null);

    public WorkOrderFilter WithView(DeskView view) => this with { View = view, Page = 1 };

    public WorkOrderFilter WithPage(int page) => this with { Page = Math.Clamp(page, 1, MaxPage) };

    public WorkOrderFilter WithPageSize(int size) => this with { PageSize = PageSizes.Contains(size) ? size : DefaultPageSize, Page = 1 };

    public WorkOrderFilter WithOpen(string? number) => this with { Open = number };

    /// <summary>The same column again turns the direction.</summary>
    public WorkOrderFilter WithSort(DeskSort sort) => this with { Sort = sort, Ascending = Sort == sort ? !Ascending : sort is DeskSort.DueAt or >= DeskSort.Status, Page = 1 };

    /// <summary>The view without filters; sort and page size stay.</summary>
    public WorkOrderFilter Cleared() => new() { View = View, Sort = Sort, Ascending = Ascending, PageSize = PageSize };

    /// <summary>Without one filter, by the key of its chip.</summary>
    public WorkOrderFilter Without(string key) =>
        (Fields.FirstOrDefault(field => field.Key == key)?.Clear(this) ?? this) with { Page = 1 };

    /// <summary>The filters that are on, in the order of the filter bar.</summary>
    public IReadOnlyList<FilterChip> Chips(DeskNames names) =>
        [.. Fields.Where(field => field.Write(this) is not null).Select(field => new FilterChip(field.Key, field.Label, field.Show(this, names)))];
}

/// <summary>A value in the URL that can't be: the field's Chinese name and what is wrong, both keys of the localizer.</summary>
public sealed record FilterProblem(string Field, string Message, params IReadOnlyList<object> Arguments);

/// <summary>A filter that is on. Enums among the values are localised by the screen; the rest prints as it is, identifiers masked.</summary>
public sealed record FilterChip(string Key, string Label, IReadOnlyList<object> Values);
