using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace WorkOrders.Sheets;

/// <summary>Checks an uploaded workbook before MiniExcel reads it, or throws why it is refused. Nothing is unpacked before its size is known.</summary>
internal sealed class SheetPackage
{
    private const long MostUnpacked = 600L * 1024 * 1024;
    private const long MostUnpackedOther = 20L * 1024 * 1024;
    private const long MostMark = 100L * 1024;
    private const int MostParts = 1_000;
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelationships = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0];
    private static readonly string[] MacroTypes = ["macroEnabled", "vbaProject", "macrosheet"];

    private readonly ZipArchive zip;

    private SheetPackage(ZipArchive zip, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        this.zip = zip;
        var parts = zip.Entries.Select(e => (e.Length, IsData: IsData(e.FullName))).ToList();
        if (parts.Count > MostParts || parts.Sum(p => p.Length) > MostUnpacked || parts.Where(p => !p.IsData).Sum(p => p.Length) > MostUnpackedOther)
        {
            throw TooLarge();
        }

        CheckTypes(Load("[Content_Types].xml"));
        var sheets = Sheets().ToList();
        HasMark = sheets.Exists(s => s is { Name: SheetMark.SheetName, Part.Length: <= MostMark });
        var visible = sheets.Where(s => s.IsVisible && s.Part is not null).ToList();
        if (visible.Count == 0)
        {
            throw new SheetRefusedException("文件里没有工作表");
        }

        var at = Math.Max(0, OwnSheet(visible, names));
        (Sheet, IsBehindOthers) = (visible[at].Name, at > 0);
        Scan = SheetScan.Of(visible[at].Part!, zip.GetEntry("xl/sharedStrings.xml"), zip.GetEntry("xl/styles.xml") is null ? null : Load("xl/styles.xml"), cancellation);
    }

    /// <summary>The name of our own sheet, otherwise of the first visible one.</summary>
    public string Sheet { get; }

    public bool IsBehindOthers { get; }

    public bool HasMark { get; }

    public SheetScan Scan { get; }

    public static SheetPackage Check(Stream stream, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        if (stream.Length > SheetReader.MostBytes)
        {
            throw new SheetRefusedException("文件太大，最多 {0} MB", SheetReader.MostBytes / 1024 / 1024);
        }

        var head = new byte[4096];
        stream.Position = 0;
        var beginning = head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        if (beginning.StartsWith(CompoundFile))
        {
            throw new SheetRefusedException("文件有密码或是旧的 .xls 格式，请另存为没有密码的 .xlsx 后再上传");
        }

        if (IsPlainText(beginning))
        {
            throw new SheetRefusedException("这是文本文件（例如 CSV），请用 Excel 打开它，另存为 .xlsx 后再上传");
        }

        stream.Position = 0;
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return new SheetPackage(zip, names, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw NotAWorkbook();
        }
    }

    public static SheetRefusedException TooLarge() => new("文件展开后太大，请删去多余的工作表、图片和格式后再上传");

    private static SheetRefusedException NotAWorkbook() => new("文件不是 .xlsx 工作簿，请下载模版填写后上传");

    // Text in UTF-8 or GBK has line ends or separators, and no control characters.
    private static bool IsPlainText(ReadOnlySpan<byte> beginning) =>
        beginning.IndexOfAnyInRange((byte)0, (byte)8) < 0 && beginning.IndexOfAnyInRange((byte)14, (byte)31) < 0 && beginning.IndexOfAny(",;\t\n"u8) >= 0;

    private static bool IsData(string part) => IsSheet(part) || part.Equals("xl/sharedStrings.xml", StringComparison.OrdinalIgnoreCase);

    private static bool IsSheet(string part) => part.StartsWith("xl/worksheets/sheet", StringComparison.OrdinalIgnoreCase);

    private static void CheckTypes(XElement types)
    {
        var all = types.Elements().Select(e => (Part: e.Attribute("PartName")?.Value, Type: e.Attribute("ContentType")?.Value ?? "")).ToList();
        if (all.Exists(t => Array.Exists(MacroTypes, macro => t.Type.Contains(macro, StringComparison.OrdinalIgnoreCase))))
        {
            throw new SheetRefusedException("文件带有宏，请另存为 .xlsx 工作簿后再上传");
        }

        if (!all.Contains(("/xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")))
        {
            throw NotAWorkbook();
        }
    }

    // In our own workbooks the rows stand in the first sheet: it keeps its id 1 when it is renamed or moved. -1 for other workbooks.
    private int OwnSheet(List<(string Name, string? Id, bool IsVisible, ZipArchiveEntry? Part)> visible, IReadOnlyList<string> names) =>
        visible.FindIndex(s => names.Contains(s.Name)) is var named and >= 0 ? named : HasMark ? visible.FindIndex(s => s.Id == "1") : -1;

    // MiniExcel finds a sheet's part in the same way.
    private IEnumerable<(string Name, string? Id, bool IsVisible, ZipArchiveEntry? Part)> Sheets()
    {
        var targets = Load("xl/_rels/workbook.xml.rels").Elements()
            .ToDictionary(r => r.Attribute("Id")?.Value ?? "", r => r.Attribute("Target")?.Value ?? "", StringComparer.Ordinal);
        var book = Load("xl/workbook.xml");
        var sheets = book.Elements().FirstOrDefault(e => e.Name == book.Name.Namespace + "sheets") ?? throw NotAWorkbook();
        foreach (var sheet in sheets.Elements(book.Name.Namespace + "sheet"))
        {
            var id = (sheet.Attribute(XName.Get("id", Relationships)) ?? sheet.Attribute(XName.Get("id", StrictRelationships)))?.Value ?? "";
            var target = targets.GetValueOrDefault(id, "");
            var path = target.StartsWith('/') ? target[1..] : "xl/" + target;
            var isVisible = sheet.Attribute("state")?.Value is null or "visible";
            yield return (sheet.Attribute("name")?.Value ?? "", sheet.Attribute("sheetId")?.Value, isVisible, IsSheet(path) ? zip.GetEntry(path) : null);
        }
    }

    private XElement Load(string path)
    {
        using var stream = zip.GetEntry(path)?.Open() ?? throw NotAWorkbook();
        using var xml = XmlReader.Create(stream, SheetScan.Safe);
        return XElement.Load(xml);
    }
}
