using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>The file types that can be uploaded. The content decides the type of a file.</summary>
public enum FileKind
{
    [Named("pdf")]
    Pdf,

    [Named("doc")]
    Doc,

    [Named("docx")]
    Docx,

    [Named("xls")]
    Xls,

    [Named("xlsx")]
    Xlsx,

    [Named("png")]
    Png,

    [Named("jpg")]
    Jpg,

    [Named("mp3")]
    Mp3,

    [Named("wav")]
    Wav,
}

/// <summary>Names and content types of the file types.</summary>
public static class FileKinds
{
    public static readonly IReadOnlyList<FileKind> All = Enum.GetValues<FileKind>();

    /// <summary>pdf doc docx xls xlsx.</summary>
    public static readonly IReadOnlyList<FileKind> Documents = [FileKind.Pdf, FileKind.Doc, FileKind.Docx, FileKind.Xls, FileKind.Xlsx];

    /// <summary>What somebody may upload: everything for those who handle orders, documents for others.</summary>
    public static IReadOnlyList<FileKind> For(CurrentUser me) => me.May(Permission.HandleOrders) ? All : Documents;

    public static string ContentType(this FileKind kind) => kind switch
    {
        FileKind.Pdf => "application/pdf",
        FileKind.Doc => "application/msword",
        FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind.Xls => "application/vnd.ms-excel",
        FileKind.Xlsx => Sheets.SheetFile.ContentType,
        FileKind.Png => "image/png",
        FileKind.Jpg => "image/jpeg",
        FileKind.Mp3 => "audio/mpeg",
        FileKind.Wav => "audio/wav",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static bool IsPicture(this FileKind kind) => kind is FileKind.Png or FileKind.Jpg;

    public static bool IsAudio(this FileKind kind) => kind is FileKind.Mp3 or FileKind.Wav;

    /// <summary>Types that the browser can show in the page; the others can only be downloaded.</summary>
    public static bool HasPreview(this FileKind kind) => kind == FileKind.Pdf || kind.IsPicture() || kind.IsAudio();

    /// <summary>The file extension: pdf, docx …</summary>
    public static string Extension(this FileKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The type by file extension; null when it isn't accepted.</summary>
    public static FileKind? OfName(string name)
    {
        var extension = Path.GetExtension(name).TrimStart('.');
        return extension.Equals("jpeg", StringComparison.OrdinalIgnoreCase) ? FileKind.Jpg
            : extension.Length > 0 && char.IsAsciiLetter(extension[0]) && Enum.TryParse<FileKind>(extension, ignoreCase: true, out var kind) ? kind
            : null;
    }

    /// <summary>The accept attribute of a file input: .pdf,.docx …</summary>
    public static string Accept(this IEnumerable<FileKind> kinds) =>
        string.Join(',', kinds.SelectMany(k => k == FileKind.Jpg ? [".jpg", ".jpeg"] : new[] { "." + k.Extension() }));
}
