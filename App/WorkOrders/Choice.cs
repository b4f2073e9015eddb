using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders;

/// <summary>A value that forms offer for 风险类型, 业务类型, 订单状态 or 渠道名称; orders keep the text, so a choice can be renamed or disabled.</summary>
public sealed class Choice
{
    public const int NameLength = 50;

    private Choice()
    {
    }

    public Choice(ChoiceKind kind, string name, int sortOrder) => (Kind, Name, SortOrder) = (kind, name, sortOrder);

    public int Id { get; private set; }

    public ChoiceKind Kind { get; private set; }

    public string Name { get; set; } = "";

    public int SortOrder { get; set; }

    public bool IsEnabled { get; set; } = true;

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
