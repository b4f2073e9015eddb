using System.ComponentModel.DataAnnotations.Schema;
using WorkOrders.Events.Notices;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Transfers;

namespace WorkOrders;

/// <summary>转出: another person asks the handler to release the order, and the handler confirms or rejects.</summary>
public sealed partial class WorkOrder : INotifying
{
    /// <summary>Loaded by <see cref="WorkOrderQueries.ForAction"/>: only the pending request, if any.</summary>
    public ICollection<TransferRequest> TransferRequests { get; private set; } = null!;

    [NotMapped]
    public ICollection<Notice> NewNotices { get; } = [];

    /// <summary>The pending request; null when there is none or it has expired.</summary>
    public TransferRequest? PendingTransfer(DateTimeOffset now) => TransferRequests.FirstOrDefault(r => r.IsAlive(now));

    /// <summary>Another agent may request, or a team leader for an agent. RequestTransfer checks whether a request is already pending.</summary>
    public bool CanRequestTransfer(CurrentUser me) => !IsSettled && HandlerId is { } handler && handler != me.Id && me.May(Permission.HandleOrders);

    /// <summary>The current handler, if a request is pending.</summary>
    public bool CanConfirmTransfer(CurrentUser me, DateTimeOffset now) => !IsSettled && HandlerId == me.Id && PendingTransfer(now)?.HandlerId == me.Id;

    /// <summary>请求转出: to <paramref name="target"/>, who is the requester or, when a team leader requests, another agent.</summary>
    public Outcome RequestTransfer(User target, string? reason, CurrentUser me, DateTimeOffset now, TransferRules rules)
    {
        if (!CanRequestTransfer(me) || (target.Id != me.Id && !me.Is(Roles.TeamLeader)))
        {
            return IsSettled ? Refuse() : Outcome.Forbidden("工单 {0} 现在不能由您请求转出", Number);
        }

        if (PendingTransfer(now) is not null)
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

        // Expire an old request first. If this request is refused and not saved, the background job expires it.
        ExpireTransfer(now);

        // Increase the order's version, so that a concurrent settlement or reassignment conflicts with this request.
        Version++;
        TransferRequests.Add(new TransferRequest(this, target, why, me, now, rules));
        Record(me, now, TransferActions.Requested, [FieldChange.Between(TransferFields.Target, null, target.DisplayName)], why);
        Tell(HandlerId, me, now, TransferNotices.Requested, me.Name, Number);
        return Outcome.Done;
    }

    /// <summary>转出: opens the confirmation window, or continues the active one.</summary>
    public Outcome OpenTransfer(CurrentUser me, DateTimeOffset now, TransferRules rules)
    {
        if (!CanConfirmTransfer(me, now))
        {
            return NoTransfer(me);
        }

        PendingTransfer(now)!.OpenWindow(now, rules);
        return Outcome.Done;
    }

    /// <summary>确认转出: the order goes to the target of the request. It counts as a handling action of the handler.</summary>
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
        HandOver(TransferActions.Confirmed, request.Target, me, now, request.Reason.Unmask(), Handled(me, now), FieldChange.Between(TransferFields.Requester, null, request.RequesterName), FieldChange.Between(TransferFields.RequestedAt, null, request.CreatedAt));
        Tell(request.RequesterId, me, now, TransferNotices.Confirmed, me.Name, Number, request.Target.DisplayName);
        if (request.TargetId != request.RequesterId)
        {
            Tell(request.TargetId, me, now, TransferNotices.Confirmed, me.Name, Number, request.Target.DisplayName);
        }

        return Outcome.Done;
    }

    /// <summary>拒绝: the handler keeps the order.</summary>
    public Outcome RejectTransfer(CurrentUser me, DateTimeOffset now)
    {
        if (!CanConfirmTransfer(me, now))
        {
            return NoTransfer(me);
        }

        var request = PendingTransfer(now)!;
        EndTransfer(request, TransferStatus.Rejected, TransferActions.Rejected, me, now);
        Tell(request.RequesterId, me, now, TransferNotices.Rejected, me.Name, Number);
        return Outcome.Done;
    }

    /// <summary>取消转出请求, by the requester.</summary>
    public Outcome CancelTransfer(CurrentUser me, DateTimeOffset now)
    {
        if (PendingTransfer(now) is not { } request || request.RequesterId != me.Id)
        {
            return NoTransfer(me);
        }

        EndTransfer(request, TransferStatus.Cancelled, TransferActions.Cancelled, me, now);
        Tell(request.HandlerId, me, now, TransferNotices.Cancelled, me.Name, Number);
        return Outcome.Done;
    }

    /// <summary>Marks the pending request as expired; false when there is none to expire.</summary>
    public bool ExpireTransfer(DateTimeOffset now)
    {
        if (TransferRequests.FirstOrDefault(r => r.IsOverdue(now)) is not { } request)
        {
            return false;
        }

        EndTransfer(request, TransferStatus.Expired, TransferActions.Expired, CurrentUser.Application, now);
        Tell(request.RequesterId, CurrentUser.Application, now, TransferNotices.Expired, Number, request.Handler.DisplayName);
        return true;
    }

    // Settling or reassigning the order ends the request in the same save.
    private void SupersedeTransfer(CurrentUser me, DateTimeOffset now)
    {
        if (!ExpireTransfer(now) && PendingTransfer(now) is { } request)
        {
            EndTransfer(request, TransferStatus.Superseded, TransferActions.Superseded, me, now);
            Tell(request.RequesterId, me, now, TransferNotices.Superseded, Number, me.Name);
        }
    }

    private void EndTransfer(TransferRequest request, TransferStatus outcome, OperationAction action, CurrentUser me, DateTimeOffset now)
    {
        request.End(outcome, now);
        Record(me, now, action, [FieldChange.Between(TransferFields.Requester, null, request.RequesterName), FieldChange.Between(TransferFields.RequestedAt, null, request.CreatedAt)]);
    }

    // Do not notify people about their own actions.
    private void Tell(int? userId, CurrentUser me, DateTimeOffset now, NoticeKind kind, params string[] arguments)
    {
        if (userId is { } id && id != me.Id)
        {
            NewNotices.Add(new Notice(id, now, kind, $"/work-orders/{Number}", arguments));
        }
    }

    private Outcome NoTransfer(CurrentUser me) => IsSettled || (HandlerId != me.Id && TransferRequests.All(r => r.RequesterId != me.Id))
        ? Refuse()
        : Outcome.Refused("工单 {0} 没有等待确认的转出请求：可能已超时、已取消，或处理人已变更", Number);
}
