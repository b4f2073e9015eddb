using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Files;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Drafts;

/// <summary>What a person typed into a form and did not save yet. Each window of the browser writes a draft of its own; only its person reads it.</summary>
public sealed class Draft
{
    public const int KeyLength = OperationRecord.KeyLength;

    /// <summary>Maximum length of the body. A longer text is not kept, and the form says so.</summary>
    public const int BodyLength = 32_000;

    public const int WindowLength = 40;

    /// <summary>Maximum number of files; more than any form allows.</summary>
    public const int MostFiles = 20;

    private Draft()
    {
    }

    internal Draft(DraftKind kind, string key, string window, CurrentUser me) => (Form, Key, Window, UserId) = (kind.Code, key, window, me.Id);

    public long Id { get; private set; }

    public int UserId { get; private set; }

    /// <summary>The code of its <see cref="DraftKind"/>.</summary>
    public string Form { get; private set; } = "";

    /// <summary>The business key of the record; empty for a new one.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The window that writes it, or wrote it last. Null when it was put aside: then every window of the person may go on with it.</summary>
    public string? Window { get; private set; }

    /// <summary>JSON of what the form shows: masked values stay masked, and the real values behind masks are never in it.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Uploaded files that are not saved with a record yet.</summary>
    public ICollection<StoredFile> Files { get; private set; } = [];

    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>Until then the window counts as open. Null when it was closed.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>Who wrote it and handed it over; null for one's own.</summary>
    public int? HandedById { get; private set; }

    public User? HandedBy { get; private set; }

    /// <summary>交给: it belongs to somebody else from now on. The caller has checked that this person may have it.</summary>
    public void HandTo(int userId, CurrentUser me, DateTimeOffset now) => (UserId, HandedById, Window, HeldUntil, SavedAt) = (userId, me.Id, null, null, now);

    internal void Take(string body, string window, DateTimeOffset now, DateTimeOffset heldUntil) => (Body, Window, SavedAt, HeldUntil) = (body, window, now, heldUntil);

    internal sealed class Configuration : IEntityTypeConfiguration<Draft>
    {
        public void Configure(EntityTypeBuilder<Draft> builder)
        {
            builder.ToTable("Drafts");
            builder.Property(d => d.Form).HasMaxLength(Codes.MaxLength).IsUnicode(false);
            builder.Property(d => d.Key).HasMaxLength(KeyLength);
            builder.Property(d => d.Window).HasMaxLength(WindowLength).IsUnicode(false);
            builder.Property(d => d.Body).HasMaxLength(BodyLength);
            builder.HasOne<User>().WithMany().HasForeignKey(d => d.UserId);
            builder.HasOne(d => d.HandedBy).WithMany().HasForeignKey(d => d.HandedById).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(d => new { d.UserId, d.Form, d.Key }).HasDatabaseName("IX_Drafts_OfOneForm");
            builder.HasIndex(d => d.SavedAt).HasDatabaseName("IX_Drafts_CleanUp");
            builder.HasMany(d => d.Files).WithMany().UsingEntity(
                "DraftFiles",
                file => file.HasOne(typeof(StoredFile)).WithMany().HasForeignKey("FileId").OnDelete(DeleteBehavior.NoAction),
                draft => draft.HasOne(typeof(Draft)).WithMany().HasForeignKey("DraftId"));
        }
    }
}
