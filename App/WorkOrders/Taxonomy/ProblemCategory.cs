using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Taxonomy;

/// <summary>A node of the three-level taxonomy 问题类型 / 问题主题 / 问题主题细分. Used nodes are disabled, not deleted.</summary>
public sealed class ProblemCategory : ListedName
{
    private ProblemCategory()
    {
    }

    public ProblemCategory(string name, ProblemCategory? parent, int sortOrder)
        : base(name, sortOrder)
    {
        Parent = parent;
        Level = parent is null ? ProblemLevel.Type : parent.Level + 1;
    }

    public int? ParentId { get; private set; }

    public ProblemCategory? Parent { get; private set; }

    public ProblemLevel Level { get; private set; }

    [NotMapped]
    public override FieldName Field => Level switch
    {
        ProblemLevel.Type => OrderFields.ProblemType,
        ProblemLevel.Topic => OrderFields.ProblemTopic,
        _ => OrderFields.ProblemSubtopic,
    };

    [NotMapped]
    public override string SettingKey => "taxonomy";

    internal sealed class Configuration : IEntityTypeConfiguration<ProblemCategory>
    {
        public void Configure(EntityTypeBuilder<ProblemCategory> builder)
        {
            builder.ToTable("ProblemCategories");
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.Property(c => c.NameKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.HasOne(c => c.Parent).WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.NoAction);

            // HasFilter(null): by default SQL Server excludes nulls from a unique index, so the types (which have no parent) would not be unique.
            builder.HasIndex(c => new { c.ParentId, c.NameKey }).IsUnique().HasFilter(null).HasEqualNulls();
        }
    }
}

/// <summary>问题类型, 问题主题, 问题主题细分.</summary>
public enum ProblemLevel
{
    [Named("问题类型")]
    Type,

    [Named("问题主题")]
    Topic,

    [Named("问题主题细分")]
    Subtopic,
}
