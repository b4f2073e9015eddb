using System.IO.Compression;
using System.Xml;

namespace WorkOrders.Files.Content;

/// <summary>docx and xlsx: a zip with a [Content_Types].xml that names the main part. Only that file is unpacked, up to a size limit.</summary>
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

        using var stream = types.Open();
        return Read(stream, part => zip.GetEntry(part) is not null);
    }

    private static ContentFinding Read(Stream types, Func<string, bool> exists)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostTypes };
        using var xml = XmlReader.Create(types, settings);
        FileKind? kind = null;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.GetAttribute("ContentType") is not { } type)
            {
                continue;
            }

            if (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || type.Contains("macrosheet", StringComparison.OrdinalIgnoreCase))
            {
                return ContentFinding.Macros;
            }

            FileKind? main = type switch
            {
                Word => FileKind.Docx,
                Sheet => FileKind.Xlsx,
                _ => null,
            };
            if (main is not null && xml.LocalName == "Override" && exists((xml.GetAttribute("PartName") ?? "").TrimStart('/')))
            {
                kind = main;
            }
        }

        return new ContentFinding(kind);
    }
}
