using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.DueTimes;

/// <summary>到期规则: working hours by problem type and priority, and the working calendar.</summary>
public sealed partial class DueRules(ScreenServices services, OrderListsCache orderListsCache, DueTableCache dueTableCache) : Screen(services)
{
    private DueTable? table;
    private DueHours? hours;

    private string? Example => table is null ? null : L["例如：现在建一张普通优先级的工单，{0} 到期。", WorkOrderInput.Format(table.DueAt(null, Priority.Normal, Time.GetUtcNow()))].Value;

    protected override Task OnInitializedAsync() => ReadOnceAsync("all", ReadAsync, Show);

    private Task LoadAsync() => ReadAsync(ReadAsync, Show);

    // Keep hours that were typed but not saved.
    private Task LoadCalendarAsync() => ReadAsync(ReadAsync, read => table = read.Table);

    private async Task<Rules> ReadAsync(AppDb db, CancellationToken token)
    {
        dueTableCache.Forget();
        return new(await orderListsCache.GetAsync(token), await DueTable.ReadAsync(db, token));
    }

    private void Show(Rules read) => (table, hours) = (read.Table, new DueHours(read.Table, read.Lists));

    private async Task SaveAsync()
    {
        if (IsActing)
        {
            return;
        }

        var isDone = await ActAsync("到期规则已保存", async db => hours!.Take(db, await db.DueRules.ToListAsync(), Me, Time.GetUtcNow()));
        if (isDone || IsOutdated)
        {
            await LoadAsync();
        }
    }

    private sealed record Rules(OrderLists Lists, DueTable Table);
}
