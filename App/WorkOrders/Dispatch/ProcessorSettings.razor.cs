using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.Dispatch;

/// <summary>处理人设置: the dispatch rows, and the kinds of orders without anybody on duty.</summary>
public sealed partial class ProcessorSettings(ScreenServices services, OrderListsCache orderListsCache) : Screen(services)
{
    private const int Shown = 100;
    private static readonly string[] Heads = ["问题", "业务类型", "订单状态", "对接角色", "解决方案", "操作"];

    private OrderLists? lists;
    private IReadOnlyList<DutyRole> roles = [];
    private List<ProcessorSetting>? settings;
    private List<UncoveredKind>? uncovered;
    private ProcessorInput? input;

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => ReadAsync((db, token) => ReadAsync(db), read => (lists, roles, settings, uncovered) = read);

    private async Task<(OrderLists orderListsCache, List<DutyRole> Roles, List<ProcessorSetting> Settings, List<UncoveredKind> Uncovered)> ReadAsync(AppDb db)
    {
        var names = await orderListsCache.GetAsync();
        var ofDuty = await db.DutyRoles.AsNoTracking().OrderBy(r => r.Name).ToListAsync();
        var rows = await db.ProcessorSettings.AsNoTracking().Include(s => s.DutyRole).Where(s => !s.IsDeleted)
            .OrderBy(s => s.ProblemTypeId).ThenBy(s => s.ProblemTopicId).ThenBy(s => s.ProblemSubtopicId).ThenBy(s => s.Id).ToListAsync();
        return (names, ofDuty, rows, await Coverage.ReadAsync(db, names));
    }

    private void Begin(ProcessorInput row) => (input, Problem) = (row, null);

    private string Words(params int?[] path) => lists!.Path(path) ?? L["任意"];

    private Task SaveAsync() => ChangeAsync("处理人设置已保存", async db =>
    {
        if (input!.DutyRoleId is not { } roleId || await db.DutyRoles.FirstOrDefaultAsync(r => r.Id == roleId) is not { } role)
        {
            return Outcome.Refused("请选择对接角色");
        }

        var solution = Normalise.Text(input.Solution);
        if (input.Id is not { } id)
        {
            var outcome = ProcessorSetting.Create(input.Keys, solution, role, Me, Time.GetUtcNow(), out var added);
            if (added is not null)
            {
                db.Add(added);
            }

            return outcome;
        }

        var setting = await db.ProcessorSettings.Include(s => s.DutyRole).SingleAsync(s => s.Id == id);
        db.Entry(setting).Property(s => s.Version).OriginalValue = input.Version;
        return setting.Change(input.Keys, solution, role, Me, Time.GetUtcNow());
    }, endsForm: true);

    private async Task DeleteAsync(ProcessorSetting row)
    {
        var sure = await Dialogs.ConfirmAsync(
            L["删除后，{0} 的工单不再按这条设置派给 {1}。", Words(row.ProblemTypeId, row.ProblemTopicId, row.ProblemSubtopicId), row.DutyRole.Name],
            L["删除处理人设置"], L["删除"]);
        if (sure != true)
        {
            return;
        }

        await ChangeAsync("处理人设置已删除", async db =>
        {
            var setting = await db.ProcessorSettings.Include(s => s.DutyRole).SingleAsync(s => s.Id == row.Id);
            db.Entry(setting).Property(s => s.Version).OriginalValue = row.Version;
            return setting.Delete(Me, Time.GetUtcNow());
        });
        if (Problem is not null)
        {
            Toasts.Failed(Problem);
        }
    }

    private async Task ChangeAsync(string done, Func<AppDb, Task<Outcome>> act, bool endsForm = false)
    {
        if (IsActing)
        {
            return;
        }

        var isDone = await ActAsync(done, act);
        input = isDone && endsForm ? null : input;
        await LoadAsync();
        if (settings?.Find(s => s.Id == input?.Id) is { } fresh && fresh.Version != input!.Version)
        {
            // Another user saved first. Show the current values.
            input = ProcessorInput.Of(fresh);
        }
    }
}
