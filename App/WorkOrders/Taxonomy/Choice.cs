using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Taxonomy;

/// <summary>A value of 风险类型, 业务类型, 订单状态 or 渠道名称. Orders store the text, so a choice can be renamed or disabled.</summary>
public sealed class Choice : ListedName
{
    private Choice()
    {
    }

    public Choice(ChoiceKind kind, string name, int sortOrder)
        : base(name, sortOrder) => Kind = kind;

    public ChoiceKind Kind { get; private set; }

    [NotMapped]
    public override FieldName Field => Kind switch
    {
        ChoiceKind.RiskType => OrderFields.RiskType,
        ChoiceKind.BusinessType => OrderFields.BusinessType,
        ChoiceKind.OrderStatus => OrderFields.OrderStatus,
        _ => OrderFields.ChannelName,
    };

    [NotMapped]
    public override string SettingKey => Kind.ToString();

    internal sealed class Configuration : IEntityTypeConfiguration<Choice>
    {
        public void Configure(EntityTypeBuilder<Choice> builder)
        {
            builder.ToTable("Choices");
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.Property(c => c.NameKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.HasIndex(c => new { c.Kind, c.NameKey }).IsUnique();
        }
    }
}

/// <summary>The list that a choice belongs to.</summary>
public enum ChoiceKind
{
    [Named("风险类型")]
    RiskType,

    [Named("业务类型")]
    BusinessType,

    [Named("订单状态")]
    OrderStatus,

    [Named("渠道名称")]
    Channel,
}
