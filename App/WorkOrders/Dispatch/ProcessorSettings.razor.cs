using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Dispatch;

/// <summary>处理人设置: the rows by which orders are dispatched, and the kinds that nobody would get.</summary>
public sealed partial class ProcessorSettings
{
    private const int Shown = 100;
    private static readonly string[] Heads = ["问题", "业务类型", "订单状态", "对接角色", "解决方案", "操作"];

    private OrderLists? lists;
    private IReadOnlyList<DutyRole> roles = [];
    private List<ProcessorSetting>? settings;
    private List<UncoveredKind>? uncovered;
    private ProcessorInput? input;
    private string? problem;
    private bool failed;

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private OrderListsCache Lists { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NotificationService Notices { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            lists = await Lists.GetAsync();
            await using var db = await Factory.CreateDbContextAsync();
            roles = await db.DutyRoles.AsNoTracking().OrderBy(r => r.Name).ToListAsync();
            settings = await db.ProcessorSettings.AsNoTracking().Include(s => s.DutyRole).Where(s => !s.IsDeleted)
                .OrderBy(s => s.ProblemTypeId).ThenBy(s => s.ProblemTopicId).ThenBy(s => s.ProblemSubtopicId).ThenBy(s => s.Id).ToListAsync();
            uncovered = await Coverage.ReadAsync(db, lists);
            failed = false;
        }
        catch (DbException)
        {
            failed = true;
        }
    }

    private void Begin(ProcessorInput row) => (input, problem) = (row, null);

    private string Words(params int?[] path) => lists!.Path(path) ?? L["任意"];

    private async Task SaveAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        if (input!.DutyRoleId is not { } roleId || await db.DutyRoles.FirstOrDefaultAsync(r => r.Id == roleId) is not { } role)
        {
            problem = L["请选择对接角色"];
            return;
        }

        var solution = Normalise.Text(input.Solution);
        Outcome outcome;
        if (input.Id is { } id)
        {
            var setting = await db.ProcessorSettings.Include(s => s.DutyRole).SingleAsync(s => s.Id == id);
            db.Entry(setting).Property(s => s.Version).OriginalValue = input.Version;
            outcome = setting.Change(input.Keys, solution, role, Me, Time.GetUtcNow());
        }
        else
        {
            outcome = ProcessorSetting.Create(input.Keys, solution, role, Me, Time.GetUtcNow(), out var setting);
            db.Add(setting);
        }

        if (await FinishAsync(db, outcome, "处理人设置已保存"))
        {
            input = null;
        }
        else if (settings?.Find(s => s.Id == input.Id) is { } fresh && fresh.Version != input.Version)
        {
            // Somebody was faster: the form shows what stands now.
            input = ProcessorInput.Of(fresh);
        }
    }

    private async Task DeleteAsync(ProcessorSetting row)
    {
        var sure = await Dialogs.Confirm(
            L["删除后，{0} 的工单不再按这条设置派给 {1}。", Words(row.ProblemTypeId, row.ProblemTopicId, row.ProblemSubtopicId), row.DutyRole.Name],
            L["删除处理人设置"], new ConfirmOptions { OkButtonText = L["删除"], CancelButtonText = L["取消"] });
        if (sure != true)
        {
            return;
        }

        await using var db = await Factory.CreateDbContextAsync();
        var setting = await db.ProcessorSettings.Include(s => s.DutyRole).SingleAsync(s => s.Id == row.Id);
        db.Entry(setting).Property(s => s.Version).OriginalValue = row.Version;
        if (!await FinishAsync(db, setting.Delete(Me, Time.GetUtcNow()), "处理人设置已删除"))
        {
            Notices.Notify(NotificationSeverity.Error, problem ?? "");
        }
    }

    private async Task<bool> FinishAsync(AppDb db, Outcome outcome, string done)
    {
        problem = outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
        if (problem is null)
        {
            try
            {
                await db.SaveChangesAsync();
                Notices.Notify(NotificationSeverity.Success, L[done]);
            }
            catch (DbUpdateException)
            {
                problem = L["列表刚被他人修改，已重新加载，请再试一次"];
            }
        }

        await LoadAsync();
        return problem is null;
    }
}
