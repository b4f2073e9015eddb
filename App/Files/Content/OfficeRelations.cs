using System.IO.Compression;
using System.Xml;
using WorkOrders.Shared;

namespace WorkOrders.Files.Content;

/// <summary>
/// The relationships of a package: what its parts use, inside and outside of the file. Refuses all of the outside but plain links, and what
/// runs or carries other files.
/// </summary>
internal static class OfficeRelations
{
    // Of one part, and of all. A part with ten thousand links has less.
    private const long MostOfPart = 4 * 1024 * 1024;
    private const long MostOfAll = 16 * 1024 * 1024;

    private static readonly string[] Macros = ["vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet"];

    private static readonly string[] Objects = ["oleObject", "package", "control", "activeXControlBinary", "aFChunk"];

    private static readonly string[] Outside =
    [
        "attachedTemplate", "frame", "subDocument", "mailMergeSource", "mailMergeHeaderSource", "connections", "extensibility", "webextension",
        "webextensiontaskpanes", "attachedToolbars",
    ];

    private static readonly string[] Links =
        ["http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink"];

    /// <summary>True when a part uses macros.</summary>
    public static bool Check(ZipArchive zip, OfficeTypes types, CancellationToken gone)
    {
        var parts = zip.Entries.Where(e => types.IsRelations(e.FullName)).ToList();
        if (parts.Exists(p => p.Length > MostOfPart) || parts.Sum(p => p.Length) > MostOfAll)
        {
            throw ZipParts.TooLarge();
        }

        return parts.Exists(part => part.Elements(gone, "Relationship").Any(HasMacros));
    }

    private static bool HasMacros(XmlReader relation)
    {
        var (type, target) = (relation.GetAttribute("Type") ?? "", relation.GetAttribute("Target") ?? "");
        var kind = type[(type.LastIndexOf('/') + 1)..];
        var shown = ZipParts.Shown(FreeText.MaskNumbers(target));
        if (Is(kind, Macros))
        {
            return true;
        }

        if (Is(kind, Objects))
        {
            throw ZipParts.Embedded(shown);
        }

        if (kind.StartsWith("externalLink", StringComparison.OrdinalIgnoreCase))
        {
            throw ZipParts.OtherWorkbook(shown);
        }

        if (Is(kind, Outside) || (relation.GetAttribute("TargetMode") is null or "Internal" ? !IsInside(target) : !IsPlainLink(type, kind, target)))
        {
            throw new FileRefusedException("文件引用了文件以外的内容（{0}），请断开链接或删去后再上传", shown);
        }

        return false;
    }

    private static bool Is(string kind, string[] kinds) => kinds.Contains(kind, StringComparer.OrdinalIgnoreCase);

    // A place in the document itself may have any sign behind the #.
    private static bool IsInside(string target) =>
        target.StartsWith('#') || !(target.Contains(':') || target.Contains('\\') || target.StartsWith("//", StringComparison.Ordinal));

    // Word and WPS write NULL for a picture that they lost.
    private static bool IsPlainLink(string type, string kind, string target) => Links.Contains(type, StringComparer.Ordinal)
        ? target.StartsWith('#') || new[] { "http://", "https://", "mailto:" }.Any(s => target.StartsWith(s, StringComparison.OrdinalIgnoreCase))
        : kind == "image" && target == "NULL";
}
