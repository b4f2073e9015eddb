using System.IO.Compression;

namespace WorkOrders.Files.Content;

/// <summary>
/// [Content_Types].xml of a package: the type of each part, by its name or by its extension. Office follows the type, whatever the folder of
/// the part is called.
/// </summary>
internal sealed class OfficeTypes
{
    // Families whose XML parts are ordinary, but for those below: Office, WPS.
    private static readonly string[] Families =
    [
        "application/vnd.openxmlformats-", "application/vnd.ms-word.", "application/vnd.ms-excel.", "application/vnd.ms-office.",
        "application/vnd.wps-officedocument.",
    ];

    private static readonly string[] Barred = ["activeX", "oleObject", "externalLink", "webextension", "connections", "vba", "macro"];

    private static readonly string[] Macros = ["macroEnabled", "vbaProject", "vbaData", "macrosheet"];

    // What else an ordinary document holds: pictures, fonts, notes in the old drawing format, settings of the printer.
    private static readonly HashSet<string> Ordinary = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/xml", "text/xml", "application/inkml+xml", "image/svg+xml",
        "image/png", "image/jpeg", "image/jpg", "image/gif", "image/bmp", "image/tiff", "image/tif", "image/webp", "image/x-icon",
        "image/x-emf", "image/emf", "image/x-wmf", "image/wmf", "image/vnd.ms-photo", "image/pcx", "image/pict", "image/x-pict",
        "application/vnd.openxmlformats-officedocument.obfuscatedFont", "application/x-fontdata", "application/x-font-ttf", "application/x-font-otf",
        "application/vnd.openxmlformats-officedocument.vmlDrawing", "application/vnd.openxmlformats-package.digital-signature-origin",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
    };

    private readonly Dictionary<string, string> ofNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> ofExtensions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Two types for one part are none: <see cref="InvalidDataException"/>.</summary>
    public OfficeTypes(ZipArchiveEntry part, CancellationToken gone)
    {
        foreach (var element in part.Elements(gone, "Override", "Default"))
        {
            var (types, key) = element.LocalName == "Override"
                ? (ofNames, Uri.UnescapeDataString(element.GetAttribute("PartName") ?? "").TrimStart('/'))
                : (ofExtensions, element.GetAttribute("Extension")?.TrimStart('.') ?? "");
            var type = (element.GetAttribute("ContentType") ?? "").Split(';')[0].Trim();
            if (!types.TryAdd(key, type))
            {
                throw new InvalidDataException("A part has two types.");
            }
        }
    }

    public bool HasMacros => ofNames.Values.Concat(ofExtensions.Values).Any(IsMacro);

    /// <summary>Null when none is declared.</summary>
    public string? Of(string part)
    {
        var name = Uri.UnescapeDataString(part);
        return ofNames.GetValueOrDefault(name) ?? ofExtensions.GetValueOrDefault(Path.GetExtension(name).TrimStart('.'));
    }

    /// <summary>A part with links to other parts and to the world outside.</summary>
    public bool IsRelations(string part) =>
        Uri.UnescapeDataString(part).EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
        || Of(part)?.Equals("application/vnd.openxmlformats-package.relationships+xml", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Refuses a part that no ordinary document has: a program, a page, an embedded object, a link to another workbook.</summary>
    public void Check(string part)
    {
        var type = Of(part);
        if (type?.Contains("externalLink", StringComparison.OrdinalIgnoreCase) == true)
        {
            throw ZipParts.OtherWorkbook(part);
        }

        if (!part.EndsWith('/') && !part.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase) && (type is null || !IsOrdinary(type)))
        {
            throw new FileRefusedException("文件里有普通文档没有的部分（{0}），请删去或另存为普通的文档后再上传", ZipParts.Shown(part));
        }
    }

    private static bool IsMacro(string type) => Macros.Any(m => type.Contains(m, StringComparison.OrdinalIgnoreCase));

    private static bool IsOrdinary(string type) => Ordinary.Contains(type)
        || (type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
            && Families.Any(f => type.StartsWith(f, StringComparison.OrdinalIgnoreCase))
            && !Barred.Any(b => type.Contains(b, StringComparison.OrdinalIgnoreCase)));
}
