using System.IO.Compression;

namespace WorkOrders.Files.Content;

/// <summary>
/// docx and xlsx: a zip whose _rels/.rels names the main part, and [Content_Types].xml its type. Only these two are read; the others are
/// counted while they are inflated.
/// </summary>
internal static class OfficeZip
{
    private const long MostUnpacked = 512 * 1024 * 1024;
    private const int MostTypes = 1024 * 1024;

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    public static ContentFinding Read(Stream content, CancellationToken gone)
    {
        using var zip = ZipParts.Open(content, MostUnpacked);
        if (zip.GetEntry("[Content_Types].xml") is not { Length: <= MostTypes } types)
        {
            return ContentFinding.Nothing;
        }

        if (zip.Entries.Any(e => ZipParts.IsMacro(e.FullName)))
        {
            return ContentFinding.Macros;
        }

        ZipParts.CheckRealSizes(zip, gone);
        return zip.GetEntry("_rels/.rels") is { Length: <= MostTypes } relations && MainPart(relations, gone) is { } main
            ? Read(types, main, zip.Entries.Any(e => e.FullName.Equals(main, StringComparison.OrdinalIgnoreCase)), gone)
            : ContentFinding.Nothing;
    }

    // The part that the package calls its officeDocument, as a path without the leading slash.
    private static string? MainPart(ZipArchiveEntry relations, CancellationToken gone)
    {
        foreach (var relation in relations.Elements(gone, "Relationship"))
        {
            if (relation.GetAttribute("Type")?.EndsWith("/officeDocument", StringComparison.Ordinal) == true && relation.GetAttribute("Target") is { } target
                && Uri.TryCreate(new Uri("zip:///"), target, out var part) && part.Scheme == "zip")
            {
                return Uri.UnescapeDataString(part.AbsolutePath).TrimStart('/');
            }
        }

        return null;
    }

    // The type of a part stands in its Override, or in the Default of its extension.
    private static ContentFinding Read(ZipArchiveEntry types, string main, bool exists, CancellationToken gone)
    {
        string? own = null;
        string? ofExtension = null;
        var extension = Path.GetExtension(main).TrimStart('.');
        foreach (var element in types.Elements(gone, "Override", "Default"))
        {
            if (element.GetAttribute("ContentType") is not { } type)
            {
                continue;
            }

            if (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
                || type.Contains("macrosheet", StringComparison.OrdinalIgnoreCase))
            {
                return ContentFinding.Macros;
            }

            own = main.Equals(element.GetAttribute("PartName")?.TrimStart('/'), StringComparison.OrdinalIgnoreCase) ? type : own;
            ofExtension = extension.Equals(element.GetAttribute("Extension"), StringComparison.OrdinalIgnoreCase) ? type : ofExtension;
        }

        return new ContentFinding(!exists ? null : (own ?? ofExtension) switch
        {
            Word => FileKind.Docx,
            Sheet => FileKind.Xlsx,
            _ => null,
        });
    }
}
