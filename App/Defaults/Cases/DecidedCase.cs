using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Events.Notices;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Defaults.Cases;

/// <summary>An application about a customer that another person decides once; the applicant can't decide it, but can withdraw it until then.</summary>
public abstract partial class DecidedCase : IRecorded, IVersioned, INotifying, IOfCustomer
{
    public const int RemarkLength = 1000;

    public const string DecisionRemarkField = "审核意见";

    protected DecidedCase()
    {
    }

    protected DecidedCase(DefaultCustomer customer, string? remark, CurrentUser applicant, DateTimeOffset now)
    {
        (DefaultCustomer, Customer, CustomerId) = (customer, customer.Customer, customer.CustomerId);
        (Remark, ApplicantId, CreatedAt) = (FreeText.Parse(remark), applicant.Id, now);
    }

    public long Id { get; private set; }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    /// <summary>Default state of the customer; changed by approval.</summary>
    public DefaultCustomer DefaultCustomer { get; private set; } = null!;

    /// <summary>Free text may contain telephone and ID numbers, so it is masked in output.</summary>
    public FreeText? Remark { get; private set; }

    public DecisionStatus Status { get; private set; }

    public int ApplicantId { get; private set; }

    public User Applicant { get; private set; } = null!;

    public DateTimeOffset CreatedAt { get; private set; }

    public int? DecidedById { get; private set; }

    public User? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>审核意见.</summary>
    public FreeText? DecisionRemark { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    [NotMapped]
    public ICollection<Notice> NewNotices { get; } = [];

    public bool IsPending => Status == DecisionStatus.Pending;

    /// <summary>认定 or 重生.</summary>
    [NotMapped]
    public abstract CaseKind Kind { get; }

    /// <summary>Unique over both kinds of case; the ids of applications and renewals overlap.</summary>
    public CaseKey Key => new(Kind, Id);

    public bool CanDecide(CurrentUser me) => IsPending && me.May(Permission.DecideDefaults) && ApplicantId != me.Id;

    /// <summary>审核: 同意 changes the customer's state in the same save; 驳回 requires a remark. Load Customer, DefaultCustomer and DecidedBy.</summary>
    public Outcome Decide(bool approved, string? remark, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalToDecide(approved, remark, me) is { } refusal)
        {
            return refusal;
        }

        if (approved && Approve(me, now) is { IsRefused: true } refused)
        {
            return refused;
        }

        (Status, DecidedById, DecidedAt, DecisionRemark) = (approved ? DecisionStatus.Approved : DecisionStatus.Rejected, me.Id, now, FreeText.Parse(remark));
        Record(
            me, now, approved ? CaseActions.Approved : CaseActions.Rejected, [FieldChange.Between(CommonFields.Status, DecisionStatus.Pending, Status)],
            DecisionRemark);
        NewNotices.Add(new Notice(ApplicantId, now, Kind.NoticeOf(approved), Key.Address, me.Name, Id.ToString(CultureInfo.InvariantCulture)));
        return Outcome.Done;
    }

    public bool CanWithdraw(CurrentUser me) => IsPending && ApplicantId == me.Id;

    /// <summary>撤回: the applicant takes the case back before it is decided; the customer can then be applied for again. Load DecidedBy and the evidence.</summary>
    public Outcome Withdraw(CurrentUser me, DateTimeOffset now)
    {
        if (ApplicantId != me.Id)
        {
            return Outcome.Refused("只有申请人可以撤回");
        }

        if (!IsPending)
        {
            return NotPending;
        }

        Status = DecisionStatus.Withdrawn;
        Release();
        Record(me, now, CaseActions.Withdrawn, [FieldChange.Between(CommonFields.Status, DecisionStatus.Pending, Status)], null);
        return Outcome.Done;
    }

    /// <summary>Applies the approval to the customer.</summary>
    protected abstract Outcome Approve(CurrentUser me, DateTimeOffset now);

    /// <summary>Gives back what a withdrawn case no longer needs.</summary>
    protected virtual void Release()
    {
    }

    /// <summary>Call after the database has assigned the id.</summary>
    internal void RecordSubmission(CurrentUser me, DateTimeOffset now, IEnumerable<FieldChange?> changes) =>
        Record(me, now, CaseActions.Submitted, changes, Remark);

    private Outcome NotPending => Status == DecisionStatus.Withdrawn
        ? Outcome.Refused("编号 {0} 的申请已由申请人撤回", Id)
        : Outcome.Refused("编号 {0} 的申请已由{1}审核", Id, DecidedBy?.DisplayName ?? "");

    private Outcome? RefusalToDecide(bool approved, string? remark, CurrentUser me)
    {
        if (!me.May(Permission.DecideDefaults))
        {
            return Outcome.Forbidden("您没有审核的权限");
        }

        if (ApplicantId == me.Id)
        {
            return Outcome.Forbidden("不能审核自己提交的申请");
        }

        if (!IsPending)
        {
            return NotPending;
        }

        return Normalise.Text(remark) switch
        {
            null when !approved => Outcome.Invalid(new FieldError(DecisionRemarkField, "驳回时请填写{0}")),
            { Length: > RemarkLength } => Outcome.Invalid(new FieldError(DecisionRemarkField, "{0}不能超过 {1} 个字", RemarkLength)),
            _ => null,
        };
    }

    private void Record(CurrentUser me, DateTimeOffset now, OperationAction action, IEnumerable<FieldChange?> changes, FreeText? remark) =>
        NewRecords.Add(
            OperationRecord.Of(me, now, Key.Subject, Id.ToString(CultureInfo.InvariantCulture), action, [.. changes.OfType<FieldChange>()], remark?.Unmask()));

    internal static void Configure<T>(EntityTypeBuilder<T> builder)
        where T : DecidedCase
    {
        builder.Property(c => c.Remark).HasMaxLength(RemarkLength);
        builder.Property(c => c.DecisionRemark).HasMaxLength(RemarkLength);
        builder.HasOne(c => c.Customer).WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne(c => c.DefaultCustomer).WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne(c => c.Applicant).WithMany().HasForeignKey(c => c.ApplicantId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne(c => c.DecidedBy).WithMany().HasForeignKey(c => c.DecidedById).OnDelete(DeleteBehavior.NoAction);

        // At most one pending case per customer: of two concurrent submissions the second is refused.
        builder.HasIndex(c => c.CustomerId, $"IX_{typeof(T).Name}_OnePending").IsUnique().HasFilter("\"Status\" = 'Pending'");
        builder.HasIndex(c => new { c.CustomerId, c.Id }).HasDatabaseName($"IX_{typeof(T).Name}_OfCustomer");
        builder.HasIndex(c => new { c.Status, c.Id }).HasDatabaseName($"IX_{typeof(T).Name}_Queue");
        builder.HasIndex(c => new { c.ApplicantId, c.Id }).HasDatabaseName($"IX_{typeof(T).Name}_OfApplicant");
    }
}
