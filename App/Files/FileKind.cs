namespace WorkOrders.Files;

/// <summary>What may be uploaded at all; the content decides which one a file is.</summary>
public enum FileKind
{
    Pdf,
    Doc,
    Docx,
    Xls,
    Xlsx,
    Png,
    Jpg,
    Mp3,
    Wav,
}

/// <summary>How the kinds are named and served.</summary>
public static class FileKinds
{
    public static readonly IReadOnlyList<FileKind> All = Enum.GetValues<FileKind>();

    /// <summary>pdf doc docx xls xlsx.</summary>
    public static readonly IReadOnlyList<FileKind> Documents = [FileKind.Pdf, FileKind.Doc, FileKind.Docx, FileKind.Xls, FileKind.Xlsx];

    public static string ContentType(this FileKind kind) => kind switch
    {
        FileKind.Pdf => "application/pdf",
        FileKind.Doc => "application/msword",
        FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind.Xls => "application/vnd.ms-excel",
        FileKind.Xlsx => Shared.Sheets.SheetFile.ContentType,
        FileKind.Png => "image/png",
        FileKind.Jpg => "image/jpeg",
        FileKind.Mp3 => "audio/mpeg",
        FileKind.Wav => "audio/wav",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static bool IsPicture(this FileKind kind) => kind is FileKind.Png or FileKind.Jpg;

    public static bool IsAudio(this FileKind kind) => kind is FileKind.Mp3 or FileKind.Wav;

    /// <summary>The browser shows it in the page; everything else is only saved.</summary>
    public static bool HasPreview(this FileKind kind) => kind == FileKind.Pdf || kind.IsPicture() || kind.IsAudio();

    /// <summary>pdf, docx …: as the names of files have it.</summary>
    public static string Extension(this FileKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The kind that a file's name promises; null for none of ours.</summary>
    public static FileKind? OfName(string name)
    {
        var extension = Path.GetExtension(name).TrimStart('.');
        return extension.Equals("jpeg", StringComparison.OrdinalIgnoreCase) ? FileKind.Jpg
            : extension.Length > 0 && char.IsAsciiLetter(extension[0]) && Enum.TryParse<FileKind>(extension, ignoreCase: true, out var kind) ? kind
            : null;
    }

    /// <summary>For the file dialog of the browser: .pdf,.docx …</summary>
    public static string Accept(this IEnumerable<FileKind> kinds) => string.Join(',', kinds.SelectMany(k => k == FileKind.Jpg ? [".jpg", ".jpeg"] : new[] { "." + k.Extension() }));
}
