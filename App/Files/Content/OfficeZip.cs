using System.IO.Compression;

namespace WorkOrders.Files.Content;

/// <summary>
/// docx and xlsx: a zip whose _rels/.rels names the main part, and [Content_Types].xml its type. Types and relationships of all parts are
/// judged; the parts themselves are counted while they are inflated.
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
        if (zip.GetEntry("[Content_Types].xml") is not { Length: <= MostTypes } list)
        {
            return ContentFinding.Nothing;
        }

        if (zip.Entries.Any(e => ZipParts.IsMacro(e.FullName)))
        {
            return ContentFinding.Macros;
        }

        ZipParts.CheckParts(zip, gone);
        var types = new OfficeTypes(list, gone);
        if (types.HasMacros || OfficeRelations.Check(zip, types, gone))
        {
            return ContentFinding.Macros;
        }

        foreach (var part in zip.Entries)
        {
            types.Check(part.FullName);
        }

        return zip.GetEntry("_rels/.rels") is { Length: <= MostTypes } relations && MainPart(relations, gone) is { } main
            && zip.Entries.Any(e => e.FullName.Equals(main, StringComparison.OrdinalIgnoreCase))
            ? new ContentFinding(types.Of(main) switch { Word => FileKind.Docx, Sheet => FileKind.Xlsx, _ => null })
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
}
