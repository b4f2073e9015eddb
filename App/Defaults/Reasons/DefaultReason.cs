using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Reasons;

/// <summary>违约原因.</summary>
public sealed class DefaultReason : Reason
{
    private DefaultReason()
    {
    }

    [NotMapped]
    public override string Title => "违约原因";

    public static DefaultReason Create(ReasonFields fields, CurrentUser me, DateTimeOffset now)
    {
        var reason = new DefaultReason();
        reason.Introduce(fields, me, now);
        return reason;
    }

    internal sealed class Configuration : IEntityTypeConfiguration<DefaultReason>
    {
        public void Configure(EntityTypeBuilder<DefaultReason> builder) => Configure<DefaultReason>(builder.ToTable("DefaultReasons"));
    }
}

/// <summary>重生原因.</summary>
public sealed class RenewalReason : Reason
{
    public const int MostOnTimeMonths = 120;

    private RenewalReason()
    {
    }

    [NotMapped]
    public override string Title => "重生原因";

    /// <summary>按时还款月数: required number of consecutive months paid on time; null if not required.</summary>
    public int? OnTimeMonths { get; private set; }

    public override ReasonFields Fields => base.Fields with { OnTimeMonths = OnTimeMonths };

    public static RenewalReason Create(ReasonFields fields, CurrentUser me, DateTimeOffset now)
    {
        var reason = new RenewalReason();
        reason.Introduce(fields, me, now);
        return reason;
    }

    protected override void Take(ReasonFields fields, DateTimeOffset now)
    {
        base.Take(fields, now);
        OnTimeMonths = fields.OnTimeMonths;
    }

    internal sealed class Configuration : IEntityTypeConfiguration<RenewalReason>
    {
        public void Configure(EntityTypeBuilder<RenewalReason> builder) => Configure<RenewalReason>(builder.ToTable("RenewalReasons"));
    }
}
