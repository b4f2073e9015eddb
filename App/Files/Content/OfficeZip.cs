using System.IO.Compression;
using System.Xml;

namespace WorkOrders.Files.Content;

/// <summary>docx and xlsx: a zip whose _rels/.rels names the main part, and [Content_Types].xml its type. Only these two are unpacked, up to a size limit.</summary>
internal static class OfficeZip
{
    private const int MostEntries = 20_000;
    private const long MostUnpacked = 512 * 1024 * 1024;
    private const int MostTypes = 1024 * 1024;

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    public static ContentFinding Read(Stream content)
    {
        content.Position = 0;
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MostEntries || zip.Entries.Sum(e => e.Length) > MostUnpacked || zip.GetEntry("[Content_Types].xml") is not { Length: <= MostTypes } types)
        {
            return ContentFinding.Nothing;
        }

        if (zip.Entries.Any(e => e.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || e.FullName.Contains("macrosheets/", StringComparison.OrdinalIgnoreCase)))
        {
            return ContentFinding.Macros;
        }

        return zip.GetEntry("_rels/.rels") is { Length: <= MostTypes } relations && MainPart(relations) is { } main
            ? Read(types, main, zip.Entries.Any(e => e.FullName.Equals(main, StringComparison.OrdinalIgnoreCase)))
            : ContentFinding.Nothing;
    }

    // The part that the package calls its officeDocument, as a path without the leading slash.
    private static string? MainPart(ZipArchiveEntry relations)
    {
        foreach (var relation in Elements(relations, "Relationship"))
        {
            if (relation("Type")?.EndsWith("/officeDocument", StringComparison.Ordinal) == true && relation("Target") is { } target
                && Uri.TryCreate(new Uri("zip:///"), target, out var part) && part.Scheme == "zip")
            {
                return Uri.UnescapeDataString(part.AbsolutePath).TrimStart('/');
            }
        }

        return null;
    }

    // The type of a part stands in its Override, or in the Default of its extension.
    private static ContentFinding Read(ZipArchiveEntry types, string main, bool exists)
    {
        string? own = null;
        string? ofExtension = null;
        var extension = Path.GetExtension(main).TrimStart('.');
        foreach (var element in Elements(types, "Override", "Default"))
        {
            if (element("ContentType") is not { } type)
            {
                continue;
            }

            if (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
                || type.Contains("macrosheet", StringComparison.OrdinalIgnoreCase))
            {
                return ContentFinding.Macros;
            }

            own = main.Equals(element("PartName")?.TrimStart('/'), StringComparison.OrdinalIgnoreCase) ? type : own;
            ofExtension = extension.Equals(element("Extension"), StringComparison.OrdinalIgnoreCase) ? type : ofExtension;
        }

        return new ContentFinding(!exists ? null : (own ?? ofExtension) switch
        {
            Word => FileKind.Docx,
            Sheet => FileKind.Xlsx,
            _ => null,
        });
    }

    // The attributes of the elements with these names.
    private static IEnumerable<Func<string, string?>> Elements(ZipArchiveEntry part, params string[] names)
    {
        using var stream = part.Open();
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostTypes });
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && names.Contains(xml.LocalName))
            {
                yield return xml.GetAttribute;
            }
        }
    }
}
