using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>违约认定申请: a request to mark a customer as in default, with reasons and evidence.</summary>
public sealed class DefaultApplication : DecidedCase
{
    private DefaultApplication()
    {
    }

    private DefaultApplication(
        DefaultCustomer customer, ApplicationFields fields, IReadOnlyList<DefaultReason> reasons, IReadOnlyList<StoredFile> files, CurrentUser me,
        DateTimeOffset now)
        : base(customer, fields.Remark, me, now)
    {
        (LatestExternalRating, Severity) = (Normalise.Text(fields.LatestExternalRating), fields.Severity!.Value);
        (Reasons, Evidence) = ([.. reasons], [.. files.Select(f => new Evidence(f))]);
    }

    public override CaseKind Kind => CaseKind.Application;

    /// <summary>最新外部评级, one of <see cref="ExternalRating.All"/>.</summary>
    public string? LatestExternalRating { get; private set; }

    public Severity Severity { get; private set; }

    public ICollection<DefaultReason> Reasons { get; private set; } = [];

    public ICollection<Evidence> Evidence { get; private set; } = [];

    /// <summary>提交. The fields must be validated and the reasons enabled; a unique index ensures that only one application is pending.</summary>
    public static Outcome Submit(
        DefaultCustomer customer, ApplicationFields fields, IReadOnlyList<DefaultReason> reasons, IReadOnlyList<StoredFile> files, CurrentUser me,
        DateTimeOffset now, out DefaultApplication? application)
    {
        application = null;
        if (!me.May(Permission.ApplyForDefault))
        {
            return Outcome.Forbidden("您没有提交违约申请的权限");
        }

        if (customer.IsInDefault)
        {
            return Outcome.Refused("客户 {0} 已处于违约状态", customer.Customer.Name);
        }

        application = new DefaultApplication(customer, fields, reasons, files, me, now);
        return Outcome.Done;
    }

    internal void RecordSubmission(CurrentUser me, DateTimeOffset now) => RecordSubmission(me, now,
    [
        FieldChange.Between(CaseFields.Customer, null, Customer.Name),
        FieldChange.Between(CaseFields.Severity, null, Severity),
        FieldChange.Between(CaseFields.LatestExternalRating, null, LatestExternalRating),
        FieldChange.Between(CaseFields.DefaultReasons, null, string.Join('；', Reasons.OrderBy(r => r.SortOrder).Select(r => r.Text))),
        FieldChange.Between(CommonFields.Attachments, null, Evidence.Count == 0 ? null : string.Join('；', Evidence.Select(e => e.File.Name.Masked))),
    ]);

    protected override Outcome Approve(CurrentUser me, DateTimeOffset now) => DefaultCustomer.EnterDefault(this, me, now);

    protected override void Release()
    {
        foreach (var evidence in Evidence)
        {
            evidence.Release();
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<DefaultApplication>
    {
        public void Configure(EntityTypeBuilder<DefaultApplication> builder)
        {
            Configure<DefaultApplication>(builder.ToTable("DefaultApplications"));
            builder.Property(a => a.LatestExternalRating).HasMaxLength(ExternalRating.Length).IsUnicode(false);
            // A reason in use can't be deleted; the foreign key enforces it.
            builder.HasMany(a => a.Reasons).WithMany().UsingEntity(
                "DefaultApplicationReasons",
                row => row.HasOne(typeof(DefaultReason)).WithMany().HasForeignKey("ReasonsId").OnDelete(DeleteBehavior.NoAction),
                row => row.HasOne(typeof(DefaultApplication)).WithMany().HasForeignKey("DefaultApplicationId"));
        }
    }
}
