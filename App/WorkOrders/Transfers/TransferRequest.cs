using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Transfers;

/// <summary>
/// A request to the current handler to release an order 转出. It is valid until it expires. The handler confirms within a window that starts
/// when the dialog is opened. Only the order's methods (WorkOrder.Transfers.cs) change it.
/// </summary>
public sealed class TransferRequest : IVersioned
{
    public const int ReasonLength = 200;

    private TransferRequest()
    {
    }

    internal TransferRequest(WorkOrder order, User target, string reason, CurrentUser requester, DateTimeOffset now, TransferRules rules)
    {
        (WorkOrder, HandlerId, Handler) = (order, order.HandlerId!.Value, order.Handler!);
        (RequesterId, RequesterName, TargetId, Target) = (requester.Id, requester.Name, target.Id, target);
        (Reason, CreatedAt, Expires) = (FreeText.Parse(reason)!, now, now + rules.RequestLifetime);
    }

    public long Id { get; private set; }

    public long WorkOrderId { get; private set; }

    public WorkOrder WorkOrder { get; private set; } = null!;

    public int RequesterId { get; private set; }

    public string RequesterName { get; private set; } = "";

    /// <summary>The handler of the order when the request was made.</summary>
    public int HandlerId { get; private set; }

    public User Handler { get; private set; } = null!;

    /// <summary>The person who will get the order.</summary>
    public int TargetId { get; private set; }

    public User Target { get; private set; } = null!;

    public FreeText Reason { get; private set; } = null!;

    public TransferStatus Status { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset Expires { get; private set; }

    /// <summary>When the latest confirmation window was opened.</summary>
    public DateTimeOffset? ConfirmOpenedAt { get; private set; }

    /// <summary>When the request reached its final status.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When the receiver clicked 知道了.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Depends only on the time: a request past its expiry is invalid even before the job marks it as expired.</summary>
    public bool IsAlive(DateTimeOffset now) => Status == TransferStatus.Pending && now < Expires;

    public bool IsOverdue(DateTimeOffset now) => Status == TransferStatus.Pending && now >= Expires;

    /// <summary>When the latest confirmation window ends; null before the first one.</summary>
    public DateTimeOffset? WindowEnds(TransferRules rules) => ConfirmOpenedAt is { } opened ? Earlier(opened + rules.ConfirmWindow, Expires) : null;

    public bool HasWindow(DateTimeOffset now, TransferRules rules) => IsAlive(now) && now < WindowEnds(rules);

    /// <summary>Starts a confirmation window unless one is active.</summary>
    internal void OpenWindow(DateTimeOffset now, TransferRules rules)
    {
        if (!HasWindow(now, rules))
        {
            ConfirmOpenedAt = now;
        }
    }

    internal void End(TransferStatus outcome, DateTimeOffset now) => (Status, EndedAt) = (outcome, now);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    internal sealed class Configuration : IEntityTypeConfiguration<TransferRequest>
    {
        public void Configure(EntityTypeBuilder<TransferRequest> builder)
        {
            builder.ToTable("TransferRequests");
            builder.Property(r => r.RequesterName).HasMaxLength(50);
            builder.Property(r => r.Reason).HasMaxLength(ReasonLength);
            builder.HasOne(r => r.WorkOrder).WithMany(o => o.TransferRequests).HasForeignKey(r => r.WorkOrderId);
            builder.HasOne(r => r.Handler).WithMany().HasForeignKey(r => r.HandlerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(r => r.Target).WithMany().HasForeignKey(r => r.TargetId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<User>().WithMany().HasForeignKey(r => r.RequesterId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(r => r.WorkOrderId, "IX_TransferRequests_OnePending").IsUnique().HasFilter("\"Status\" = 'Pending'");
            builder.HasIndex(r => new { r.WorkOrderId, r.Id }).HasDatabaseName("IX_TransferRequests_OfOrder");
            builder.HasIndex(r => new { r.Status, r.Expires }).HasDatabaseName("IX_TransferRequests_Overdue");
        }
    }
}

/// <summary>等待确认 → one of the others, which are final.</summary>
public enum TransferStatus
{
    [Named("等待确认")]
    Pending,

    [Named("已转出")]
    Accepted,

    [Named("已拒绝")]
    Rejected,

    [Named("已超时")]
    Expired,

    [Named("已取消")]
    Cancelled,

    /// <summary>The handler changed or the order was settled before the request was answered.</summary>
    [Named("已失效")]
    Superseded,
}

/// <summary>Options from the Transfers section of the settings.</summary>
public sealed class TransferRules
{
    public TimeSpan RequestLifetime { get; set; } = TimeSpan.FromMinutes(30);

    public TimeSpan ConfirmWindow { get; set; } = TimeSpan.FromSeconds(30);
}
