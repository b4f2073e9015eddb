using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Files;

/// <summary>
/// An uploaded file. It never changes. Until a record refers to it, only the uploader can see it; it is deleted after a day.
/// </summary>
public sealed class StoredFile
{
    public const long MaxSize = 10 * 1024 * 1024;

    private StoredFile()
    {
    }

    internal StoredFile(string key, FreeText name, FileKind kind, long size, string sha256, CurrentUser uploader, DateTimeOffset now) =>
        (Key, Name, Kind, Size, Sha256, UploaderId, UploadedAt) = (key, name, kind, size, sha256, uploader.Id, now);

    public long Id { get; private set; }

    /// <summary>Public key and name in the store: f and 25 random letters and digits, not guessable.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Recordings often have telephone numbers in their names; these are masked.</summary>
    public FreeText Name { get; private set; } = null!;

    public FileKind Kind { get; private set; }

    /// <summary>In bytes.</summary>
    public long Size { get; private set; }

    /// <summary>SHA-256 of the content in lowercase hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    public int UploaderId { get; private set; }

    public User Uploader { get; private set; } = null!;

    public DateTimeOffset UploadedAt { get; private set; }

    internal static string NewKey() => "f" + RandomNumberGenerator.GetString("abcdefghijkmnopqrstuvwxyz0123456789", 25);

    internal sealed class Configuration : IEntityTypeConfiguration<StoredFile>
    {
        public void Configure(EntityTypeBuilder<StoredFile> builder)
        {
            builder.ToTable("StoredFiles");
            builder.Property(f => f.Key).HasMaxLength(26).IsUnicode(false);
            builder.Property(f => f.Name).HasMaxLength(FileName.MaxLength);
            builder.Property(f => f.Sha256).HasMaxLength(64).IsUnicode(false);
            builder.HasOne(f => f.Uploader).WithMany().HasForeignKey(f => f.UploaderId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(f => f.Key).IsUnique();
            builder.HasIndex(f => new { f.UploadedAt, f.Id }).HasDatabaseName("IX_StoredFiles_CleanUp");
        }
    }
}

/// <summary>A file as shown on pages; the name is masked.</summary>
public sealed record FileRow(string Key, string Name, FileKind Kind, long Size)
{
    public string Address => FileEndpoints.AddressOf(Key);

    /// <summary>123 KB, 4.5 MB.</summary>
    public string SizeText => Size < 1024 * 1024
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Max(1, Size / 1024)} KB")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Size / 1024.0 / 1024.0:0.0} MB");

    public static FileRow Of(StoredFile file) => new(file.Key, file.Name.Masked, file.Kind, file.Size);
}
