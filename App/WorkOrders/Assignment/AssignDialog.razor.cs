using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Radzen;
using WorkOrders.Desk;
using WorkOrders.Shared;

namespace WorkOrders.Assignment;

/// <summary>Asks for the colleague and assigns; opened with <see cref="OpenAsync"/> by every list that assigns.</summary>
public sealed partial class AssignDialog : IDisposable
{
    private const int RemarkLength = 200;

    private readonly CancellationTokenSource stop = new();
    private Colleague? colleague;
    private string? remark;
    private string? problem;
    private bool assigning;
    private int done;
    private BulkReport? report;
    private Dictionary<int, string> dutyRoles = [];
    private int dutyRole;
    private bool toRole;
    private bool left;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ViewCounts Counts { get; set; } = null!;

    [Inject]
    private NotificationService Notices { get; set; } = null!;

    [Parameter]
    public Giving How { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<SeenOrder> Orders { get; set; } = [];

    [Parameter, EditorRequired]
    public CurrentUser Me { get; set; } = null!;

    private string Summary => (How, Orders.Count) switch
    {
        (Giving.Assign, 1) => L["把工单 {0} 指派给：", Orders[0].Number],
        (Giving.Assign, _) => L["把 {0} 张工单指派给：", Orders.Count.ToString("N0")],
        (_, 1) => L["把工单 {0} 转办给：", Orders[0].Number],
        _ => L["把 {0} 张工单转办给：", Orders.Count.ToString("N0")],
    };

    private string Receiver => toRole ? dutyRoles[dutyRole] : colleague!.Name;

    private string Done(int given) => How == Giving.Assign
        ? L["已指派 {0} 张工单给 {1}", given.ToString("N0"), Receiver]
        : L["已转办 {0} 张工单给 {1}", given.ToString("N0"), Receiver];

    /// <summary>True when something was assigned or found changed, so that the list should read anew.</summary>
    public static async Task<bool> OpenAsync(DialogService dialogs, IStringLocalizer<Text> text, Giving how, IReadOnlyList<SeenOrder> orders, CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var parameters = new Dictionary<string, object?> { [nameof(How)] = how, [nameof(Orders)] = orders, [nameof(Me)] = me };
        var answer = await dialogs.OpenAsync<AssignDialog>(text[how.Text()], parameters, new DialogOptions { Width = "440px", CloseDialogOnEsc = true, AutoFocusFirstElement = false });
        return answer is true;
    }

    // Closed while it works: it stops as by the button, and what was done is told by a toast.
    public void Dispose()
    {
        left = true;
        stop.Cancel();
        stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (How == Giving.Assign)
        {
            return;
        }

        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            dutyRoles = await db.DutyRoles.Where(r => r.IsEnabled).OrderBy(r => r.Name).ToDictionaryAsync(r => r.Id, r => r.Name);
            dutyRole = dutyRoles.Keys.FirstOrDefault();
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            problem = L["没有读出来，可能是数据库或网络暂时不可用，请稍后再试。"];
        }
    }

    private async Task AssignAsync()
    {
        problem = !toRole && colleague is null ? L["请先选择同事"].Value : null;
        if (problem is not null || assigning)
        {
            return;
        }

        assigning = true;
        try
        {
            var acting = new Assigning(Factory, Me, Time, How);
            Finish(await (toRole
                ? acting.ReassignToRoleAsync(Orders, dutyRole, remark, Progress, stop.Token)
                : acting.AssignAsync(Orders, colleague!.Id, remark, Progress, stop.Token)));
        }
        catch (Exception e) when (e.IsDatabaseFailure())
        {
            problem = L["没有全部指派，可能是数据库或网络暂时不可用，请刷新后再试"];
        }
        finally
        {
            assigning = false;
        }
    }

    private void Finish(BulkReport result)
    {
        Counts.Forget(Me.Id);
        if (colleague is not null)
        {
            Counts.Forget(colleague.Id);
        }

        if (result.Refused.Count > 0 && !left)
        {
            report = result;
            return;
        }

        Notices.Notify(result.Refused.Count > 0 ? NotificationSeverity.Warning : NotificationSeverity.Success, Done(result.Done));
        if (!left)
        {
            Dialogs.Close(true);
        }
    }

    private void Progress(int count)
    {
        done = count;
        _ = InvokeAsync(StateHasChanged);
    }

    // While it works, what is done stays and the rest is left.
    private void Cancel()
    {
        if (assigning)
        {
            stop.Cancel();
            return;
        }

        Dialogs.Close(false);
    }
}
