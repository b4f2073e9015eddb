using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>A value that forms offer for 风险类型, 业务类型, 订单状态 or 渠道名称; orders keep the text, so a choice can be renamed or disabled.</summary>
public sealed class Choice : ListedName
{
    private Choice()
    {
    }

    public Choice(ChoiceKind kind, string name, int sortOrder)
        : base(name, sortOrder) => Kind = kind;

    public ChoiceKind Kind { get; private set; }

    [NotMapped]
    public override string ListTitle => Kind.Text();

    [NotMapped]
    public override string SettingKey => Kind.ToString();

    internal sealed class Configuration : IEntityTypeConfiguration<Choice>
    {
        public void Configure(EntityTypeBuilder<Choice> builder)
        {
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.HasIndex(c => new { c.Kind, c.Name }).IsUnique();
        }
    }
}

/// <summary>Which list of values.</summary>
public enum ChoiceKind
{
    RiskType,
    BusinessType,
    OrderStatus,
    Channel,
}
