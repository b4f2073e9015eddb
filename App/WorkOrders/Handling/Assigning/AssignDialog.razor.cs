using System.Globalization;
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
    private const string ToColleague = "colleague";
    private const string ToRole = "role";

    private Colleague? colleague;
    private string? remark;
    private IReadOnlyList<FieldError> errors = [];
    private Dictionary<int, string> dutyRoles = [];
    private string? dutyRole;
    private string? receivers = ToColleague;
    private string receiver = "";

    [Parameter]
    public AssignmentKind How { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<SeenOrder> Orders { get; set; } = [];

    private bool IsToRole => receivers == ToRole;

    private IEnumerable<(string Value, string Text)> Receivers => [(ToColleague, L["一位同事"]), (ToRole, L["对接角色"])];

    private IEnumerable<(string Value, string Text)> RoleOptions => dutyRoles.Select(r => (r.Key.ToString(CultureInfo.InvariantCulture), r.Value));

    private string? Missing => Problem ?? (HasFailed ? L["没有读出来，可能是数据库或网络暂时不可用，请稍后再试。"].Value : null);

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
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, AssignmentKind how, IReadOnlyList<SeenOrder> orders)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var parameters = new Dictionary<string, object?> { [nameof(How)] = how, [nameof(Orders)] = orders };
        var answer = await dialogs.OpenAsync<AssignDialog>(text[how.Text()], parameters, "440px");
        return answer is true;
    }

    protected override Task OnInitializedAsync() => How == AssignmentKind.Assign ? Task.CompletedTask : ReadAsync(
        (db, token) => db.DutyRoles.Where(r => r.IsEnabled).OrderBy(r => r.Name).ToDictionaryAsync(r => r.Id, r => r.Name, token),
        roles =>
        {
            dutyRoles = roles;
            dutyRole = RoleOptions.FirstOrDefault().Value;
        });

    private bool IsComplete()
    {
        Problem = !IsToRole && colleague is null ? L["请先选择同事"].Value : null;
        errors = remark?.Trim().Length is > RemarkLength and var length ? [new FieldError("备注", "{0}不能超过 {1} 个字，现在有 {2} 个", RemarkLength, length)] : [];

        // The event was raised in the child form, which renders only itself. Render this dialog too.
        StateHasChanged();
        return Problem is null && errors.Count == 0;
    }

    private async Task<BulkReport> AssignAsync(Action<int> progress, CancellationToken stop)
    {
        var acting = new Assigning(Factory, Me, Time, How);
        if (IsToRole)
        {
            var role = int.Parse(dutyRole!, CultureInfo.InvariantCulture);
            receiver = dutyRoles[role];
            return await acting.ReassignToRoleAsync(Orders, role, remark, progress, stop);
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
