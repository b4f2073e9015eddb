using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Staff;
using WorkOrders.Ui.Lists;
using WorkOrders.Ui;

namespace WorkOrders.Handling.Assigning;

/// <summary>Dialog to select a colleague and assign orders. Every list opens it with <see cref="OpenAsync"/>.</summary>
public sealed partial class AssignDialog(ScreenServices services, ViewCounts viewCounts) : Screen(services)
{
    private const int RemarkLength = 200;

    private Colleague? colleague;
    private string? remark;
    private string? problem;
    private Dictionary<int, string> dutyRoles = [];
    private int dutyRole;
    private bool toRole;
    private string receiver = "";

    [Parameter]
    public AssignmentKind How { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<SeenOrder> Orders { get; set; } = [];

    private string Summary => (How, Orders.Count) switch
    {
        (AssignmentKind.Assign, 1) => L["把工单 {0} 指派给：", Orders[0].Number],
        (AssignmentKind.Assign, _) => L["把 {0} 张工单指派给：", Orders.Count.ToString("N0")],
        (_, 1) => L["把工单 {0} 转办给：", Orders[0].Number],
        _ => L["把 {0} 张工单转办给：", Orders.Count.ToString("N0")],
    };

    private string Done(int given) => How == AssignmentKind.Assign
        ? L["已指派 {0} 张工单给 {1}", given.ToString("N0"), receiver]
        : L["已转办 {0} 张工单给 {1}", given.ToString("N0"), receiver];

    /// <summary>True when an order was assigned or was found changed, so that the list must reload.</summary>
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, AssignmentKind how, IReadOnlyList<SeenOrder> orders, CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var parameters = new Dictionary<string, object?> { [nameof(How)] = how, [nameof(Orders)] = orders, [nameof(Me)] = me };
        var answer = await dialogs.OpenAsync<AssignDialog>(text[how.Text()], parameters, "440px");
        return answer is true;
    }

    protected override async Task OnInitializedAsync()
    {
        if (How == AssignmentKind.Assign)
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
            problem = "没有读出来，可能是数据库或网络暂时不可用，请稍后再试。";
        }
    }

    private bool IsComplete()
    {
        problem = !toRole && colleague is null ? "请先选择同事" : null;

        // The event was raised in the child form, which renders only itself. Render this dialog too.
        StateHasChanged();
        return problem is null;
    }

    private async Task<BulkReport> AssignAsync(Action<int> progress, CancellationToken stop)
    {
        var acting = new Assigning(Factory, Me, Time, How);
        if (toRole)
        {
            receiver = dutyRoles[dutyRole];
            return await acting.ReassignToRoleAsync(Orders, dutyRole, remark, progress, stop);
        }

        // Copy the selection: the user may change it during the run.
        var to = colleague!;
        receiver = to.Name;
        try
        {
            return await acting.AssignAsync(Orders, to.Id, remark, progress, stop);
        }
        finally
        {
            viewCounts.Forget(to.Id);
        }
    }
}
