using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Events.Notices;

/// <summary>A message 消息 to one person, shown in the bell until it is read.</summary>
public sealed class Notice
{
    /// <summary>Topic of the live events about messages.</summary>
    public const string Topic = "notice";

    public const int AddressLength = 200;

    private Notice()
    {
    }

    /// <param name="userId">The recipient.</param>
    /// <param name="at">Time of sending.</param>
    /// <param name="kind">The text of the message.</param>
    /// <param name="address">The link target: a path of this site.</param>
    /// <param name="arguments">Arguments for {0} of the text: order numbers and staff names, never customer data.</param>
    public Notice(int userId, DateTimeOffset at, NoticeKind kind, string address, params string[] arguments) =>
        (UserId, At, Kind, Address, Arguments) = (userId, at, kind, address, [.. arguments.Select(FreeText.MaskNumbers)]);

    public long Id { get; private set; }

    public int UserId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public NoticeKind Kind { get; private set; } = null!;

    public IReadOnlyList<string> Arguments { get; private set; } = [];

    public string Address { get; private set; } = "";

    public DateTimeOffset? ReadAt { get; private set; }

    public bool IsUnread => ReadAt is null;

    /// <summary>The text in the reader's language.</summary>
    public string In(IStringLocalizer<Text> text) => text[Kind.Text, [.. Arguments]];

    internal sealed class Configuration : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> builder)
        {
            builder.ToTable("Notices");
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
