using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Views;

/// <summary>A named filter of the desk 保存视图, personal or shared with the owner's team.</summary>
public sealed class SavedView
{
    public const int NameLength = 30;

    private SavedView()
    {
    }

    public SavedView(string name, string query, int ownerId, string? sharedWithTeam) =>
        (Name, Query, OwnerId, SharedWithTeam) = (name, query, ownerId, sharedWithTeam);

    public int Id { get; private set; }

    public string Name { get; private set => NameKey = ComparisonForm.OfName(field = value); } = "";

    /// <inheritdoc cref="ComparisonForm"/>
    public string NameKey { get; private set; } = "";

    /// <summary>The desk's query string without page number and open order.</summary>
    public string Query { get; private set; } = "";

    public int OwnerId { get; private set; }

    /// <summary>The team it is shared with; null for a personal view.</summary>
    public string? SharedWithTeam { get; private set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> builder)
        {
            builder.ToTable("SavedViews");
            builder.Property(v => v.Name).HasMaxLength(NameLength);
            builder.Property(v => v.Query).HasMaxLength(2000);
            builder.Property(v => v.SharedWithTeam).HasMaxLength(50);
            builder.Property(v => v.NameKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.HasIndex(v => new { v.OwnerId, v.NameKey }).IsUnique();
            builder.HasIndex(v => v.SharedWithTeam);
        }
    }
}
