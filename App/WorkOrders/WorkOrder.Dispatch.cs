using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    private const int DispatchRolesLength = 500;

    /// <summary>Since when the order waits for automatic dispatch 自动派发; null when it doesn't.</summary>
    public DateTimeOffset? AwaitsDispatchSince { get; private set; }

    /// <summary>Why the present handler was given the order, Chinese and the localizer's key; null when a person chose him.</summary>
    public string? DispatchReason { get; private set; }

    /// <summary>What fills the reason: the duty roles, and how many orders were open with the handler then.</summary>
    public string? DispatchRoles { get; private set; }

    public int? DispatchOpen { get; private set; }

    /// <summary>Leaves a new order to automatic dispatch.</summary>
    public void AwaitDispatch(DateTimeOffset now) => AwaitsDispatchSince = now;

    /// <summary>自动派发 to the person whom <see cref="Dispatch.Dispatcher"/> found; he becomes its handler, with the reason.</summary>
    public Outcome DispatchTo(User handler, IReadOnlyCollection<string> dutyRoles, int open, string? solution, DateTimeOffset now)
    {
        if (IsSettled || HandlerId is not null || AwaitsDispatchSince is null)
        {
            return Outcome.Refused("工单 {0} 不再等待自动派发", Number);
        }

        var before = Solution;
        GiveTo(handler, now);
        Solution ??= solution;
        GivenFor("自动派发：在岗的{0}里，{1} 的未结工单最少（{2} 张）", string.Join('、', dutyRoles), open);
        Record(CurrentUser.Application, now, "自动派发", [FieldChange.Between("处理人", null, handler.DisplayName), FieldChange.Between("解决方案", before, Solution)]);
        RefileDesks();
        return Outcome.Done;
    }

    /// <summary>转办 to a duty role 对接角色: to the one of its people on duty whom <see cref="Dispatch.DispatchPeople"/> found.</summary>
    internal Outcome ReassignToRole(User handler, string dutyRole, int open, CurrentUser me, DateTimeOffset now, string? remark = null)
    {
        var outcome = Reassign(handler, me, now, remark);
        if (!outcome.IsRefused)
        {
            GivenFor("转办给{0}：在岗的人里，{1} 的未结工单最少（{2} 张）", dutyRole, open);
        }

        return outcome;
    }

    private void GivenFor(string reason, string dutyRoles, int open) =>
        (DispatchReason, DispatchRoles, DispatchOpen) = (reason, dutyRoles.Length > DispatchRolesLength ? dutyRoles[..DispatchRolesLength] : dutyRoles, open);
}
