using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.Dispatch;

/// <summary>处理人设置: the dispatch rows, and the kinds of orders without anybody on duty.</summary>
public sealed partial class ProcessorSettings(ScreenServices services, OrderListsCache orderListsCache) : Screen(services)
{
    private OrderLists? lists;
    private IReadOnlyList<DutyRole> roles = [];
    private List<ProcessorSetting>? settings;
    private List<UncoveredKind>? uncovered;
    private ProcessorInput? input;

    protected override Task OnInitializedAsync() => ReadOnceAsync("all", ReadAsync, Show);

    private Task LoadAsync() => ReadAsync(ReadAsync, Show);

    private async Task<AllSettings> ReadAsync(AppDb db, CancellationToken token)
    {
        var names = await orderListsCache.GetAsync(token);
        var ofDuty = await db.DutyRoles.AsNoTracking().OrderBy(r => r.Name).ToListAsync(token);
        var rows = await db.ProcessorSettings.AsNoTracking().Include(s => s.DutyRole).Where(s => !s.IsDeleted)
            .OrderBy(s => s.ProblemTypeId).ThenBy(s => s.ProblemTopicId).ThenBy(s => s.ProblemSubtopicId).ThenBy(s => s.Id).ToListAsync(token);
        return new AllSettings(names, ofDuty, rows, await Coverage.ReadAsync(db, names, token));
    }

    private void Show(AllSettings read)
    {
        (lists, roles) = (read.Lists, read.Roles);
        (settings, uncovered) = (read.Settings, read.Uncovered);
    }

    private void Begin(ProcessorInput row) => (input, Problem) = (row, null);

    private void End() => (input, Problem) = (null, null);

    private string PathOf(ProcessorSetting setting) => lists!.Path(setting.ProblemTypeId, setting.ProblemTopicId, setting.ProblemSubtopicId) ?? L["任意"];

    private async Task SaveAsync()
    {
        // Closing the form while it is saved empties the field.
        var typed = input!;
        if (await ChangeAsync("处理人设置已保存", db => StoreAsync(db, typed)))
        {
            input = null;
        }
        else if (input == typed && settings?.Find(s => s.Id == typed.Id) is { } fresh && fresh.Version != typed.Version)
        {
            // Another user saved first. Show the current values.
            input = ProcessorInput.Of(fresh);
        }
    }

    private async Task<Outcome> StoreAsync(AppDb db, ProcessorInput typed)
    {
        if (await db.DutyRoles.FirstOrDefaultAsync(r => r.Id == typed.DutyRoleId) is not { } role)
        {
            return Outcome.Refused("请选择对接角色");
        }

        var solution = Normalise.Line(typed.Solution);
        if (typed.Id is not { } id)
        {
            var outcome = ProcessorSetting.Create(typed.Keys, solution, role, Me, Time.GetUtcNow(), out var added);
            if (added is not null)
            {
                db.Add(added);
            }

            return outcome;
        }

        var setting = await db.ProcessorSettings.Include(s => s.DutyRole).SingleAsync(s => s.Id == id);
        db.Entry(setting).Property(s => s.Version).OriginalValue = typed.Version;
        return setting.Change(typed.Keys, solution, role, Me, Time.GetUtcNow());
    }

    private async Task DeleteAsync(ProcessorSetting row)
    {
        var isSure = await Dialogs.ConfirmAsync(L["删除后，{0} 的工单不再按这条设置派给 {1}。", PathOf(row), row.DutyRole.Name], L["删除处理人设置"], L["删除"]);
        if (isSure)
        {
            await ChangeAsync("处理人设置已删除", async db =>
            {
                var setting = await db.ProcessorSettings.Include(s => s.DutyRole).SingleAsync(s => s.Id == row.Id);
                db.Entry(setting).Property(s => s.Version).OriginalValue = row.Version;
                return setting.Delete(Me, Time.GetUtcNow());
            });
        }
    }

    private async Task<bool> ChangeAsync(string done, Func<AppDb, Task<Outcome>> act)
    {
        if (IsActing)
        {
            return false;
        }

        var isDone = await ActAsync(done, act);
        await LoadAsync();
        return isDone;
    }

    private sealed record AllSettings(OrderLists Lists, IReadOnlyList<DutyRole> Roles, List<ProcessorSetting> Settings, List<UncoveredKind> Uncovered);
}
