using System.ComponentModel.DataAnnotations.Schema;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Staff;
using WorkOrders.Transfers;

namespace WorkOrders;

/// <summary>转出: another asks the handler to release the order, and he confirms or not.</summary>
public sealed partial class WorkOrder : INotifying
{
    /// <summary>Loaded by <see cref="WorkOrderQueries.ForAction"/>: the one that waits, if any.</summary>
    public ICollection<TransferRequest> TransferRequests { get; private set; } = null!;

    [NotMapped]
    public ICollection<Notice> NewNotices { get; } = [];

    /// <summary>The request that waits for the handler; null when there is none or its time is over.</summary>
    public TransferRequest? PendingTransfer(DateTimeOffset now) => TransferRequests.FirstOrDefault(r => r.IsAlive(now));

    /// <summary>Another agent, or a team leader for another; whether one waits already is asked when it is requested.</summary>
    public bool CanRequestTransfer(CurrentUser me) => !IsSettled && HandlerId is { } handler && handler != me.Id && me.May(Permission.HandleOrders);

    /// <summary>The present handler of a living request.</summary>
    public bool CanConfirmTransfer(CurrentUser me, DateTimeOffset now) => !IsSettled && HandlerId == me.Id && PendingTransfer(now)?.HandlerId == me.Id;

    /// <summary>请求转出: to <paramref name="target"/>, who is the requester himself or, for a team leader, another agent.</summary>
    public Outcome RequestTransfer(User target, string? reason, CurrentUser me, DateTimeOffset now, TransferRules rules)
    {
        ExpireTransfer(now);
        if (!CanRequestTransfer(me) || (target.Id != me.Id && !me.Is(Roles.TeamLeader)))
        {
            return IsSettled ? Refuse() : Outcome.Refused("工单 {0} 现在不能由您请求转出", Number);
        }

        if (TransferRequests.Any(r => r.Status == TransferStatus.Pending))
        {
            return Outcome.Refused("工单 {0} 已有等待确认的转出请求", Number);
        }

        if (Normalise.Text(reason) is not { } why)
        {
            return Outcome.Refused("请填写请求转出的原因");
        }

        if (TooLong("原因", reason, TransferRequest.ReasonLength) is { } tooLong)
        {
            return tooLong;
        }

        if (RefusalToGive(target, reason) is { } refusal)
        {
            return refusal;
        }

        // The order changes too: a settlement or a new handler at the same moment is then seen by one of the two.
        Version++;
        TransferRequests.Add(new TransferRequest(this, target, why, me, now, rules));
        Record(me, now, "请求转出", [FieldChange.Between("转给", null, target.DisplayName)], why);
        Tell(HandlerId, me, now, "{0} 请求您转出工单 {1}", me.Name, Number);
        return Outcome.Done;
    }

    /// <summary>转出: opens the confirm window, or goes on in the one that runs.</summary>
    public Outcome OpenTransfer(CurrentUser me, DateTimeOffset now, TransferRules rules)
    {
        if (!CanConfirmTransfer(me, now))
        {
            return NoTransfer(me);
        }

        PendingTransfer(now)!.OpenWindow(now, rules);
        return Outcome.Done;
    }

    /// <summary>确认转出: the order goes to the request's target; it counts as the handler's handling action.</summary>
    public Outcome ConfirmTransfer(CurrentUser me, DateTimeOffset now, TransferRules rules)
    {
        if (!CanConfirmTransfer(me, now))
        {
            return NoTransfer(me);
        }

        var request = PendingTransfer(now)!;
        if (!request.HasWindow(now, rules))
        {
            return Outcome.Refused("确认时间已过，工单没有转出；请重新打开转出");
        }

        if (RefusalToGive(request.Target, request.Reason.Unmask()) is { } refusal)
        {
            return refusal;
        }

        request.End(TransferStatus.Accepted, now);
        HandOver("确认转出", request.Target, me, now, request.Reason.Unmask(), Handled(me, now), FieldChange.Between("请求人", null, request.RequesterName), FieldChange.Between("请求时间", null, ShortTime.Full(request.CreatedAt)));
        Tell(request.RequesterId, me, now, "{0} 已把工单 {1} 转给 {2}", me.Name, Number, request.Target.DisplayName);
        if (request.TargetId != request.RequesterId)
        {
            Tell(request.TargetId, me, now, "{0} 已把工单 {1} 转给 {2}", me.Name, Number, request.Target.DisplayName);
        }

        return Outcome.Done;
    }

    /// <summary>拒绝: the order stays.</summary>
    public Outcome RejectTransfer(CurrentUser me, DateTimeOffset now)
    {
        if (!CanConfirmTransfer(me, now))
        {
            return NoTransfer(me);
        }

        var request = PendingTransfer(now)!;
        EndTransfer(request, TransferStatus.Rejected, "拒绝转出", me, now);
        Tell(request.RequesterId, me, now, "{0} 没有同意转出工单 {1}", me.Name, Number);
        return Outcome.Done;
    }

    /// <summary>取消转出请求, by who asked.</summary>
    public Outcome CancelTransfer(CurrentUser me, DateTimeOffset now)
    {
        if (PendingTransfer(now) is not { } request || request.RequesterId != me.Id)
        {
            return NoTransfer(me);
        }

        EndTransfer(request, TransferStatus.Cancelled, "取消转出请求", me, now);
        Tell(request.HandlerId, me, now, "{0} 取消了工单 {1} 的转出请求", me.Name, Number);
        return Outcome.Done;
    }

    /// <summary>Writes down that a request's time is over; false when there is none of that kind.</summary>
    public bool ExpireTransfer(DateTimeOffset now)
    {
        if (TransferRequests.FirstOrDefault(r => r.IsOverdue(now)) is not { } request)
        {
            return false;
        }

        EndTransfer(request, TransferStatus.Expired, "转出请求超时", CurrentUser.Application, now);
        Tell(request.RequesterId, CurrentUser.Application, now, "工单 {0} 的转出请求已超时，{1} 没有确认", Number, request.Handler.DisplayName);
        return true;
    }

    // Whoever settles the order or gives it away ends the request in the same save.
    private void SupersedeTransfer(CurrentUser me, DateTimeOffset now)
    {
        if (!ExpireTransfer(now) && PendingTransfer(now) is { } request)
        {
            EndTransfer(request, TransferStatus.Superseded, "转出请求失效", me, now);
            Tell(request.RequesterId, me, now, "工单 {0} 的转出请求已失效：已由 {1} 转给他人或结单", Number, me.Name);
        }
    }

    private void EndTransfer(TransferRequest request, TransferStatus outcome, string action, CurrentUser me, DateTimeOffset now)
    {
        request.End(outcome, now);
        Record(me, now, action, [FieldChange.Between("请求人", null, request.RequesterName), FieldChange.Between("请求时间", null, ShortTime.Full(request.CreatedAt))]);
    }

    // Nobody is told what he did himself.
    private void Tell(int? userId, CurrentUser me, DateTimeOffset now, string text, params string[] arguments)
    {
        if (userId is { } id && id != me.Id)
        {
            NewNotices.Add(new Notice(id, now, text, $"/work-orders/{Number}", arguments));
        }
    }

    private Outcome NoTransfer(CurrentUser me) => IsSettled || (HandlerId != me.Id && TransferRequests.All(r => r.RequesterId != me.Id))
        ? Refuse()
        : Outcome.Refused("工单 {0} 没有等待确认的转出请求：可能已超时、已取消，或处理人已变更", Number);
}
