using WorkOrders.Dispatch;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    private const int DispatchRolesLength = 500;

    /// <summary>When the order started to wait for automatic dispatch 自动派发; null when it does not wait.</summary>
    public DateTimeOffset? AwaitsDispatchSince { get; private set; }

    /// <summary>Why the current handler was assigned; null when a person chose them.</summary>
    public DispatchReason? DispatchReason { get; private set; }

    /// <summary>Arguments of the reason: the duty roles, and (DispatchOpen) how many orders the handler had open then.</summary>
    public string? DispatchRoles { get; private set; }

    public int? DispatchOpen { get; private set; }

    /// <summary>Queues a new order for automatic dispatch.</summary>
    public void AwaitDispatch(DateTimeOffset now) => AwaitsDispatchSince = now;

    /// <summary>自动派发 to the person found by <see cref="Dispatch.Dispatcher"/>, who becomes the handler. The reason is recorded.</summary>
    public Outcome DispatchTo(User handler, IReadOnlyCollection<string> dutyRoles, int open, string? solution, DateTimeOffset now)
    {
        if (IsSettled || HandlerId is not null || AwaitsDispatchSince is null)
        {
            return Outcome.Refused("工单 {0} 不再等待自动派发", Number);
        }

        var before = Solution;
        GiveTo(handler, now);
        Solution ??= solution;
        GivenFor(DispatchReasons.Automatic, string.Join('、', dutyRoles), open);
        Record(CurrentUser.Application, now, DispatchActions.Dispatched, [FieldChange.Between(OrderFields.Handler, null, handler.DisplayName), FieldChange.Between(OrderFields.Solution, before, Solution)]);
        RefileDesks();
        return Outcome.Done;
    }

    /// <summary>转办 to a duty role 对接角色: the order goes to the person on duty found by <see cref="Dispatch.DispatchPeople"/>.</summary>
    internal Outcome ReassignToRole(User handler, string dutyRole, int open, CurrentUser me, DateTimeOffset now, string? remark = null)
    {
        var outcome = Reassign(handler, me, now, remark);
        if (!outcome.IsRefused)
        {
            GivenFor(DispatchReasons.ToRole, dutyRole, open);
        }

        return outcome;
    }

    private void GivenFor(DispatchReason reason, string dutyRoles, int open) =>
        (DispatchReason, DispatchRoles, DispatchOpen) = (reason, Normalise.Start(dutyRoles, DispatchRolesLength), open);
}
