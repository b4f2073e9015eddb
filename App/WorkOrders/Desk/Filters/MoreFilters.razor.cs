using Microsoft.AspNetCore.Components;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.Desk.Filters;

/// <summary>更多: edits a draft of the filter; 查询 applies it.</summary>
public sealed partial class MoreFilters(ScreenServices services) : Screen(services)
{
    private WorkOrderFilter draft = new();
    private FilterOptions? options;
    private string? error;

    [Parameter, EditorRequired]
    public WorkOrderFilter Filter { get; set; } = null!;

    [Parameter]
    public EventCallback<WorkOrderFilter> OnSearch { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    protected override Task OnInitializedAsync()
    {
        draft = Filter;
        return LoadAsync();
    }

    // The form of the order beside the list has fields of the same names.
    private static string IdOf(string name) => "filter-" + name;

    private Task LoadAsync() => ReadAsync(FilterOptions.ReadAsync, read => options = read);

    // By name or pinyin initials.
    private IEnumerable<PersonOption> PeopleLike(string? typed) =>
        options?.People.Where(p => typed is null || p.Fits(typed)) ?? [];

    private IEnumerable<string> ChoicesLike(ChoiceKind kind, string? typed) =>
        options?.Choices[kind].Where(c => typed is null || c.Contains(typed, StringComparison.OrdinalIgnoreCase)) ?? [];

    private IEnumerable<(int Id, string Name)>? Below(int? parent) => parent is null ? null : options?.Categories[parent];

    private Task SearchAsync()
    {
        error = draft.CreatedFrom > draft.CreatedTo || draft.SettledFrom > draft.SettledTo ? L["结束日期早于开始日期"].Value : null;
        return error is null ? OnSearch.InvokeAsync(draft) : Task.CompletedTask;
    }

    private void Choose(WorkOrderStatus status, bool isWanted)
    {
        var others = draft.Statuses.Where(s => s != status);
        draft = draft with { Statuses = isWanted ? [.. others.Append(status).Order()] : [.. others] };
    }
}
