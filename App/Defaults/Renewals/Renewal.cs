using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Renewals;

/// <summary>违约重生申请: a request to end a customer's default.</summary>
public sealed class Renewal : DecidedCase
{
    private Renewal()
    {
    }

    private Renewal(DefaultCustomer customer, RenewalReason reason, string? remark, CurrentUser me, DateTimeOffset now)
        : base(customer, remark, me, now) => (Reason, ReasonId) = (reason, reason.Id);

    public override CaseKind Kind => CaseKind.Renewal;

    public int ReasonId { get; private set; }

    public RenewalReason Reason { get; private set; } = null!;

    /// <summary>提交. Only for a customer in default; a unique index ensures that only one renewal is pending.</summary>
    public static Outcome Submit(DefaultCustomer customer, RenewalReason reason, string? remark, CurrentUser me, DateTimeOffset now, out Renewal? renewal)
    {
        renewal = null;
        if (!me.May(Permission.ApplyForDefault))
        {
            return Outcome.Forbidden("您没有提交重生申请的权限");
        }

        if (!customer.IsInDefault)
        {
            return Outcome.Refused("客户 {0} 不在违约状态", customer.Customer.Name);
        }

        renewal = new Renewal(customer, reason, remark, me, now);
        return Outcome.Done;
    }

    internal void RecordSubmission(CurrentUser me, DateTimeOffset now) =>
        RecordSubmission(
            me, now, [FieldChange.Between(CaseFields.Customer, null, Customer.Name), FieldChange.Between(CaseFields.RenewalReason, null, Reason.Text)]);

    protected override Outcome Approve(CurrentUser me, DateTimeOffset now) => DefaultCustomer.LeaveDefault(this, me, now);

    internal sealed class Configuration : IEntityTypeConfiguration<Renewal>
    {
        public void Configure(EntityTypeBuilder<Renewal> builder)
        {
            Configure<Renewal>(builder.ToTable("Renewals"));
            builder.HasOne(r => r.Reason).WithMany().HasForeignKey(r => r.ReasonId).OnDelete(DeleteBehavior.NoAction);
        }
    }
}
