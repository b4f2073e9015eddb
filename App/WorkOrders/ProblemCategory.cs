using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders;

/// <summary>A node of the three-level taxonomy 问题类型 / 问题主题 / 问题主题细分. Used nodes are disabled, not deleted.</summary>
public sealed class ProblemCategory
{
    public const int NameLength = 50;

    private ProblemCategory()
    {
    }

    public ProblemCategory(string name, ProblemCategory? parent, int sortOrder)
    {
        (Name, Parent, SortOrder) = (name, parent, sortOrder);
        Level = parent is null ? ProblemLevel.Type : parent.Level + 1;
    }

    public int Id { get; private set; }

    public int? ParentId { get; private set; }

    public ProblemCategory? Parent { get; private set; }

    public ProblemLevel Level { get; private set; }

    public string Name { get; set; } = "";

    public int SortOrder { get; set; }

    public bool IsEnabled { get; set; } = true;

    internal sealed class Configuration : IEntityTypeConfiguration<ProblemCategory>
    {
        public void Configure(EntityTypeBuilder<ProblemCategory> builder)
        {
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.HasOne(c => c.Parent).WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(c => new { c.ParentId, c.Name }).IsUnique();
        }
    }
}

/// <summary>问题类型, 问题主题, 问题主题细分.</summary>
public enum ProblemLevel
{
    Type,
    Topic,
    Subtopic,
}
