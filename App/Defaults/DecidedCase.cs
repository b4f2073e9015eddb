using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Defaults;

/// <summary>What somebody applies for about a customer and another decides: once, and never his own.</summary>
public abstract partial class DecidedCase : IRecorded, IVersioned, INotifying
{
    public const int RemarkLength = 1000;

    public const string DecisionRemarkField = "审核意见";

    protected DecidedCase()
    {
    }

    protected DecidedCase(Customer customer, string? remark, CurrentUser applicant, DateTimeOffset now) =>
        (Customer, CustomerId, Remark, ApplicantId, CreatedAt) = (customer, customer.Id, FreeText.Parse(remark), applicant.Id, now);

    public long Id { get; private set; }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    /// <summary>What people type may name telephones and ID numbers: they print masked.</summary>
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

    /// <summary>Told apart from one of the other kind with the same number.</summary>
    public CaseKey Key => CaseKey.Of(this);

    public bool CanDecide(CurrentUser me) => IsPending && me.May(Permission.DecideDefaults) && ApplicantId != me.Id;

    /// <summary>审核: 同意 changes the customer's state in the same save, 驳回 needs a remark. Loaded with customer and the one who decided.</summary>
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
        Record(me, now, approved ? "同意申请" : "驳回申请", [FieldChange.Between("状态", DecisionStatus.Pending, Status)], DecisionRemark);
        NewNotices.Add(new Notice(ApplicantId, now, approved ? "{0}同意了您的{1}（编号 {2}）" : "{0}驳回了您的{1}（编号 {2}）", Key.Address, me.Name, Key.Title, Id.ToString(CultureInfo.InvariantCulture)));
        return Outcome.Done;
    }

    /// <summary>What approval does to the customer.</summary>
    protected abstract Outcome Approve(CurrentUser me, DateTimeOffset now);

    /// <summary>Once the database has given it a number.</summary>
    internal void RecordSubmission(CurrentUser me, DateTimeOffset now, IEnumerable<FieldChange?> changes) => Record(me, now, "提交申请", changes, Remark);

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
            return Outcome.Refused("编号 {0} 的申请已由{1}审核", Id, DecidedBy?.DisplayName ?? "");
        }

        return Normalise.Text(remark) switch
        {
            null when !approved => Outcome.Invalid(new FieldError(DecisionRemarkField, "驳回时请填写{0}")),
            { Length: > RemarkLength } => Outcome.Invalid(new FieldError(DecisionRemarkField, "{0}不能超过 {1} 个字", RemarkLength)),
            _ => null,
        };
    }

    private void Record(CurrentUser me, DateTimeOffset now, string action, IEnumerable<FieldChange?> changes, FreeText? remark) =>
        NewRecords.Add(OperationRecord.Of(me, now, Key.Subject, Id.ToString(CultureInfo.InvariantCulture), action, [.. changes.OfType<FieldChange>()], remark?.Unmask()));

    internal static void Configure<T>(EntityTypeBuilder<T> builder)
        where T : DecidedCase
    {
        builder.Property(c => c.Remark).HasMaxLength(RemarkLength);
        builder.Property(c => c.DecisionRemark).HasMaxLength(RemarkLength);
        builder.HasOne(c => c.Customer).WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne(c => c.Applicant).WithMany().HasForeignKey(c => c.ApplicantId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne(c => c.DecidedBy).WithMany().HasForeignKey(c => c.DecidedById).OnDelete(DeleteBehavior.NoAction);

        // Two people who apply for one customer at the same moment: the second is refused.
        builder.HasIndex(c => c.CustomerId, $"IX_{typeof(T).Name}_OnePending").IsUnique().HasFilter("\"Status\" = 'Pending'");
        builder.HasIndex(c => new { c.CustomerId, c.Id }).HasDatabaseName($"IX_{typeof(T).Name}_OfCustomer");
        builder.HasIndex(c => new { c.Status, c.Id }).HasDatabaseName($"IX_{typeof(T).Name}_Queue");
        builder.HasIndex(c => new { c.ApplicantId, c.Id }).HasDatabaseName($"IX_{typeof(T).Name}_OfApplicant");
    }
}
