using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    /// <summary>新建工单 with a number from <see cref="Database.Sql.DailyNumbers"/>. The caller has validated the fields.</summary>
    public static WorkOrder Create(string number, WorkOrderFields fields, WorkOrderSource source, User? handler, CurrentUser creator, DateTimeOffset now)
    {
        var order = new WorkOrder
        {
            Number = number,
            Source = source,
            CreatedById = creator.Id,
            CreatedAt = now,
            AnsweredById = source == WorkOrderSource.Phone ? creator.Id : null,
            DeskEntries = [],
            FollowUps = [],
            TransferRequests = [],
        };
        order.Take(fields);
        order.GiveTo(handler, now);
        order.Record(creator, now, OrderActions.Created, [FieldChange.Between(OrderFields.Handler, null, handler?.DisplayName)]);
        order.RefileDesks();
        return order;
    }

    /// <summary>Those of the order's numbers that count as look-ups when they are compared: of an imported order, because saving it counted none.</summary>
    internal IEnumerable<Sensitive?> NumbersNobodyLookedUp(params IEnumerable<Sensitive?> numbers) =>
        Source is WorkOrderSource.Batch or WorkOrderSource.Api ? numbers : [];

    public bool CanEdit(CurrentUser me) => !IsSettled && CanHandle(me);

    /// <summary>True for the current handler, and for a team leader on any order.</summary>
    public bool CanHandle(CurrentUser me) => me.May(Permission.HandleOrders) && (HandlerId == me.Id || me.Is(Roles.TeamLeader));

    /// <summary>True when I am the handler and have not acted since the order was assigned to me, even if a colleague has already worked on it.</summary>
    public bool CanAccept(CurrentUser me) => !IsSettled && HandlerId == me.Id && HandlerActedAt is null && me.May(Permission.HandleOrders);

    public bool CanAssign(CurrentUser me) => !IsSettled && me.May(Permission.AssignOrders);

    public bool CanReassign(CurrentUser me) => !IsSettled && CanHandle(me);

    public bool CanSettle(CurrentUser me) => !IsSettled && CanHandle(me);

    public bool CanReopen(CurrentUser me) => IsSettled && me.May(Permission.AssignOrders);

    /// <summary>受理: the handler starts to work on the order.</summary>
    public Outcome Accept(CurrentUser me, DateTimeOffset now)
    {
        if (!CanAccept(me))
        {
            return Refuse();
        }

        Record(me, now, OrderActions.Accepted, [Handled(me, now)]);
        RefileDesks();
        return Outcome.Done;
    }

    /// <summary>修改工单信息. Without changes nothing is recorded.</summary>
    public Outcome Edit(WorkOrderFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (!CanEdit(me))
        {
            return Refuse();
        }

        var changes = Take(fields);
        if (changes.Count > 0)
        {
            Record(me, now, OrderActions.Edited, changes);
        }

        return Outcome.Done;
    }

    /// <summary>指派: a team leader or administrator assigns the order to a person.</summary>
    public Outcome Assign(User handler, CurrentUser me, DateTimeOffset now, string? remark = null)
    {
        if (!CanAssign(me))
        {
            return Refuse();
        }

        if (RefusalToGive(handler, remark) is { } refusal)
        {
            return refusal;
        }

        HandOver(OrderActions.Assigned, handler, me, now, remark);
        return Outcome.Done;
    }

    /// <summary>转办: the handler or a team leader passes the order to a colleague. It counts as a handling action of the handler.</summary>
    public Outcome Reassign(User handler, CurrentUser me, DateTimeOffset now, string? remark = null)
    {
        if (!CanReassign(me))
        {
            return Refuse();
        }

        if (RefusalToGive(handler, remark) is { } refusal)
        {
            return refusal;
        }

        HandOver(OrderActions.Reassigned, handler, me, now, remark, Handled(me, now));
        return Outcome.Done;
    }

    /// <summary>结单. Also allowed directly from 未处理.</summary>
    public Outcome Settle(SettlementBasis? basis, string? remark, CurrentUser me, DateTimeOffset now)
    {
        if (!CanSettle(me))
        {
            return Refuse();
        }

        if (TooLong("结单备注", remark) is { } tooLong)
        {
            return tooLong;
        }

        SupersedeTransfer(me, now);
        var from = Status;
        Status = WorkOrderStatus.Settled;
        (SettlementBasis, SettlementRemark, SettledById, SettledAt) = (basis, FreeText.Parse(remark), me.Id, now);
        Record(me, now, OrderActions.Settled, [FieldChange.Between(CommonFields.Status, from, Status), FieldChange.Between(OrderFields.SettlementBasis, null, basis)], remark);
        RefileDesks();
        return Outcome.Done;
    }

    /// <summary>重新打开: back to 处理中, with a reason.</summary>
    public Outcome Reopen(string reason, CurrentUser me, DateTimeOffset now)
    {
        if (!CanReopen(me))
        {
            return IsSettled ? NotAllowed() : Outcome.Refused("工单 {0} 没有结单，不用重新打开", Number);
        }

        if (Normalise.Text(reason) is null)
        {
            return Outcome.Refused("请填写重新打开的原因");
        }

        if (TooLong("重新打开的原因", reason) is { } tooLong)
        {
            return tooLong;
        }

        var from = Status;
        Status = WorkOrderStatus.Processing;
        (SettlementBasis, SettlementRemark, SettledById, SettledAt) = (null, null, null, null);
        Record(me, now, OrderActions.Reopened, [FieldChange.Between(CommonFields.Status, from, Status)], reason);
        RefileDesks();
        return Outcome.Done;
    }

    // Check before changing anything: in a bulk action, refused orders are saved together with the others.
    private Outcome? RefusalToGive(User handler, string? remark) => handler.Id == HandlerId
        ? Outcome.Refused("工单 {0} 已经由 {1} 处理", Number, handler.DisplayName)
        : CannotReceive(handler) ?? TooLong("备注", remark);

    private void HandOver(OperationAction action, User handler, CurrentUser me, DateTimeOffset now, string? remark, params IEnumerable<FieldChange?> details)
    {
        SupersedeTransfer(me, now);
        var from = Handler?.DisplayName;
        GiveTo(handler, now);
        Record(me, now, action, [.. details, FieldChange.Between(OrderFields.Handler, from, handler.DisplayName)], remark);
        RefileDesks();
    }

    // The length limit of 操作记录.
    private static Outcome? TooLong(string field, string? remark, int limit = OperationRecord.RemarkLength) =>
        Normalise.Text(remark)?.Length is { } length && length > limit ? Outcome.Invalid(new FieldError(field, "{0}不能超过 {1} 个字，现在有 {2} 个", limit, length)) : null;

    private static Outcome? CannotReceive(User handler) => handler.IsDisabled || handler.StaffStatus != StaffStatus.Employed
        ? Outcome.Refused("{0} 的账号已停用或已离岗，不能接收工单", handler.DisplayName)
        : null;

    private void GiveTo(User? handler, DateTimeOffset now)
    {
        (Handler, HandlerId) = (handler, handler?.Id);
        HandlerSince = handler is null ? null : now;
        (HandlerActedAt, RemindedAt) = (null, null);
        (AwaitsDispatchSince, DispatchReason, DispatchRoles, DispatchOpen) = (null, null, null, null);
    }

    /// <summary>Records a handling action. The first action of the handler changes 未处理 to 处理中.</summary>
    private FieldChange? Handled(CurrentUser me, DateTimeOffset now)
    {
        var from = Status;
        Status = WorkOrderStatus.Processing;
        if (HandlerId == me.Id)
        {
            HandlerActedAt ??= now;
        }

        EntryOf(me.Id).HasActed = true;
        return FieldChange.Between(CommonFields.Status, from, Status);
    }

    private Outcome Refuse() => IsSettled ? Outcome.Refused("工单 {0} 已结单，不能再操作", Number) : NotAllowed();

    private Outcome NotAllowed() => Outcome.Forbidden("您不是工单 {0} 的当前处理人，或没有此操作的权限", Number);

    private void Record(CurrentUser me, DateTimeOffset now, OperationAction action, IEnumerable<FieldChange?> changes, string? remark = null) =>
        NewRecords.Add(OperationRecord.Of(me, now, OrderSubjects.WorkOrder, Number, action, [.. changes.OfType<FieldChange>()], remark));
}
