using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Events;

/// <summary>A message 消息 to one person, in his bell until he has read it.</summary>
public sealed class Notice
{
    public const int TextLength = 100;
    public const int AddressLength = 200;

    private Notice()
    {
    }

    /// <param name="userId">Whom it is for.</param>
    /// <param name="at">When it was sent.</param>
    /// <param name="text">Chinese, the localizer's key.</param>
    /// <param name="address">Where a click on it leads: a path of this site.</param>
    /// <param name="arguments">What fills its {0}: order numbers and names of the staff, nothing about customers.</param>
    public Notice(int userId, DateTimeOffset at, string text, string address, params string[] arguments) =>
        (UserId, At, Text, Address, Arguments) = (userId, at, text, address, arguments);

    public long Id { get; private set; }

    public int UserId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Text { get; private set; } = "";

    public IReadOnlyList<string> Arguments { get; private set; } = [];

    public string Address { get; private set; } = "";

    public DateTimeOffset? ReadAt { get; private set; }

    public bool IsUnread => ReadAt is null;

    /// <summary>In the reader's language.</summary>
    public string In(IStringLocalizer<Text> text) => text[Text, [.. Arguments]];

    internal sealed class Configuration : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> builder)
        {
            builder.Property(n => n.Text).HasMaxLength(TextLength);
            builder.Property(n => n.Address).HasMaxLength(AddressLength);
            builder.Property(n => n.Arguments).HasMaxLength(500).HasConversion<Strings, StringsComparer>();
            builder.HasOne<User>().WithMany().HasForeignKey(n => n.UserId).OnDelete(DeleteBehavior.Cascade);
            builder.HasIndex(n => new { n.UserId, n.ReadAt, n.Id }).HasDatabaseName("IX_Notices_Unread");
            builder.HasIndex(n => new { n.UserId, n.Id }).HasDatabaseName("IX_Notices_Newest");
        }
    }

    private sealed class Strings() : ValueConverter<IReadOnlyList<string>, string>(
        list => JsonSerializer.Serialize(list, Json),
        text => JsonSerializer.Deserialize<string[]>(text, Json)!);

    private sealed class StringsComparer() : ValueComparer<IReadOnlyList<string>>(
        (a, b) => a!.SequenceEqual(b!), list => list.Count, list => list);

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
