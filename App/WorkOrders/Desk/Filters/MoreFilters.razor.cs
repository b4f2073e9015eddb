using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
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

    protected override async Task OnInitializedAsync()
    {
        draft = Filter;
        await using var db = await Factory.CreateDbContextAsync();
        options = await FilterOptions.ReadAsync(db);
    }

    private Task SearchAsync()
    {
        error = draft.CreatedFrom > draft.CreatedTo || draft.SettledFrom > draft.SettledTo ? L["结束日期早于开始日期"].Value : null;
        return error is null ? OnSearch.InvokeAsync(draft) : Task.CompletedTask;
    }

    private void Toggle(WorkOrderStatus status) => draft = draft with
    {
        Statuses = draft.Statuses.Contains(status) ? [.. draft.Statuses.Where(s => s != status)] : [.. draft.Statuses.Append(status).Order()],
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(ChangeEventArgs e) =>
        DateOnly.TryParseExact(e.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
