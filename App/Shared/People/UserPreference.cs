using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Shared.People;

/// <summary>A person's settings of a page (columns, widths), stored as JSON under the page's key.</summary>
public sealed class UserPreference
{
    private UserPreference()
    {
    }

    public UserPreference(int userId, string key, string value) => (UserId, Key, Value) = (userId, key, value);

    public int UserId { get; private set; }

    public string Key { get; private set; } = "";

    public string Value { get; set; } = "";

    internal sealed class Configuration : IEntityTypeConfiguration<UserPreference>
    {
        public void Configure(EntityTypeBuilder<UserPreference> builder)
        {
            builder.ToTable("UserPreferences");
            builder.HasKey(p => new { p.UserId, p.Key });
            builder.Property(p => p.Key).HasMaxLength(50);
            builder.Property(p => p.Value).HasMaxLength(4000);
        }
    }
}
