using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders.Desk.Filters;

/// <summary>State of the desk in the URL: view, filters, sort and page. Shared by the page, bulk actions and exports.</summary>
public sealed partial record WorkOrderFilter
{
    public const int DefaultPageSize = 50;

    /// <summary>Upper limit of the page number in the URL. The real last page is known after counting.</summary>
    public const int MaxPage = 1_000_000;

    public static readonly IReadOnlyList<int> PageSizes = [20, DefaultPageSize, 100];

    public DeskView View { get; init; }

    /// <summary>联系方式: the complete phone number of the customer or the caller.</summary>
    public PhoneNumber? Phone { get; init; }

    public IdNumber? IdNumber { get; init; }

    /// <summary>Empty: any status.</summary>
    public IReadOnlyList<WorkOrderStatus> Statuses { get; init; } = [];

    public int? HandlerId { get; init; }

    public int? AnsweredById { get; init; }

    /// <summary>Creation date from (Shanghai).</summary>
    public DateOnly? CreatedFrom { get; init; }

    /// <summary>Creation date to (Shanghai), inclusive.</summary>
    public DateOnly? CreatedTo { get; init; }

    public string? ApplyNo { get; init; }

    public string? ContractNo { get; init; }

    /// <summary>Prefix of the customer's name.</summary>
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

    /// <summary>The number of the order that is open in the panel.</summary>
    public string? Open { get; init; }

    /// <summary>Invalid values in the URL that were ignored, to show to the user.</summary>
    public IReadOnlyList<FilterProblem> Problems { get; init; } = [];

    /// <summary>Whether any filter other than the view is set.</summary>
    public bool HasFilters => Fields.Any(one => one.Write(this) is not null);

    /// <summary>The complete numbers in it, which count as look-ups when it is applied.</summary>
    public IEnumerable<Sensitive?> Numbers => [Phone, IdNumber];

    public WorkOrderFilter WithView(DeskView view) => this with { View = view, Page = 1 };

    public WorkOrderFilter WithPage(int page) => this with { Page = Math.Clamp(page, 1, MaxPage) };

    public WorkOrderFilter WithPageSize(int size) => this with { PageSize = PageSizes.Contains(size) ? size : DefaultPageSize, Page = 1 };

    public WorkOrderFilter WithOpen(string? number) => this with { Open = number };

    /// <summary>Sorts by the column; the current column reverses its direction.</summary>
    public WorkOrderFilter WithSort(DeskSort sort) => this with { Sort = sort, Ascending = Sort == sort ? !Ascending : sort is DeskSort.DueAt or >= DeskSort.Status, Page = 1 };

    /// <summary>With the names of the lists in place of other spellings of them: orders hold the names of the lists.</summary>
    public WorkOrderFilter Listed(DeskNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return this with
        {
            Channel = names.Choice(ChoiceKind.Channel, Channel),
            RiskType = names.Choice(ChoiceKind.RiskType, RiskType),
            BusinessType = names.Choice(ChoiceKind.BusinessType, BusinessType),
        };
    }

    /// <summary>The view without filters. Sort and page size are kept.</summary>
    public WorkOrderFilter Cleared() => new() { View = View, Sort = Sort, Ascending = Ascending, PageSize = PageSize };

    /// <summary>Removes one filter, by the key of its chip.</summary>
    public WorkOrderFilter Without(string key) =>
        (Fields.FirstOrDefault(field => field.Key == key)?.Clear(this) ?? this) with { Page = 1 };

    /// <summary>The active filters as recorded in 操作记录 for an export.</summary>
    internal IEnumerable<FieldChange?> Applied(FieldName filter, DeskNames names) =>
        from field in Fields
        where field.Write(this) is not null
        let values = field.Show(this, names)
        select FieldChange.Between(filter, null, values.Count == 0 ? true : (object)values, field);

    /// <summary>The active filters, in the order of the filter bar.</summary>
    public IReadOnlyList<FilterChip> Chips(DeskNames names) =>
        [.. Fields.Where(field => field.Write(this) is not null).Select(field => new FilterChip(field.Key, field.Label, field.Show(this, names)))];
}

/// <summary>An invalid value in the URL: the Chinese field name and the message, both localizer keys.</summary>
public sealed record FilterProblem(string Field, string Message, params IReadOnlyList<object> Arguments);

/// <summary>An active filter. The page localizes enum values; other values are shown as they are, identifiers masked.</summary>
public sealed record FilterChip(string Key, string Label, IReadOnlyList<object> Values);
