using System.IO.Compression;
using System.Xml;
using WorkOrders.Files;
using WorkOrders.Files.Content;

namespace WorkOrders.Sheets;

/// <summary>Checks an uploaded workbook before MiniExcel reads it, or throws why it is refused. Nothing is unpacked before its size is known.</summary>
internal sealed class SheetPackage
{
    private const long MostUnpacked = 600L * 1024 * 1024;
    private const long MostUnpackedOther = 20L * 1024 * 1024;
    private const long MostMark = 100L * 1024;
    private const int MostSheets = 1_000;
    private const string MainType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelationships = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0];
    private static readonly string[] MacroTypes = ["macroEnabled", "vbaProject", "macrosheet"];

    private readonly ZipArchive zip;
    private readonly CancellationToken gone;

    private SheetPackage(ZipArchive zip, IReadOnlyList<string> names, int mostRows, CancellationToken gone)
    {
        (this.zip, this.gone) = (zip, gone);
        if (zip.Entries.Where(e => !IsData(e.FullName)).Sum(e => e.Length) > MostUnpackedOther)
        {
            throw ZipParts.TooLarge();
        }

        CheckTypes();
        var sheets = Sheets();
        HasMark = sheets.Exists(s => s is { Name: SheetMark.SheetName, Part.Length: <= MostMark });
        var visible = sheets.Where(s => s.IsVisible && s.Part is not null).ToList();
        if (visible.Count == 0)
        {
            throw new FileRefusedException("文件里没有工作表");
        }

        var at = Math.Max(0, OwnSheet(visible, names));
        (Sheet, IsBehindOthers) = (visible[at].Name, at > 0);
        Scan = SheetScan.Of(visible[at].Part!, Find("xl/sharedStrings.xml"), Find("xl/styles.xml"), mostRows, gone);
    }

    /// <summary>The name of our own sheet, otherwise of the first visible one.</summary>
    public string Sheet { get; }

    public bool IsBehindOthers { get; }

    public bool HasMark { get; }

    public SheetScan Scan { get; }

    public static SheetPackage Check(Stream stream, IReadOnlyList<string> names, int mostRows, CancellationToken gone)
    {
        if (stream.Length > SheetReader.MostBytes)
        {
            throw new FileRefusedException("文件太大，最多 {0} MB", SheetReader.MostBytes / 1024 / 1024);
        }

        var head = new byte[4096];
        stream.Position = 0;
        var beginning = head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        if (beginning.StartsWith(CompoundFile))
        {
            throw new FileRefusedException("文件有密码或是旧的 .xls 格式，请另存为没有密码的 .xlsx 后再上传");
        }

        if (IsPlainText(beginning))
        {
            throw new FileRefusedException("这是文本文件（例如 CSV），请用 Excel 打开它，另存为 .xlsx 后再上传");
        }

        try
        {
            using var zip = ZipParts.Open(stream, MostUnpacked);
            return new SheetPackage(zip, names, mostRows, gone);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw NotAWorkbook();
        }
    }

    private static FileRefusedException NotAWorkbook() => new("文件不是 .xlsx 工作簿，请下载模版填写后上传");

    // Text in UTF-8 or GBK has line ends or separators, and no control characters.
    private static bool IsPlainText(ReadOnlySpan<byte> beginning) =>
        beginning.IndexOfAnyInRange((byte)0, (byte)8) < 0 && beginning.IndexOfAnyInRange((byte)14, (byte)31) < 0 && beginning.IndexOfAny(",;\t\n"u8) >= 0;

    private static bool IsData(string part) => IsSheet(part) || part.Equals("xl/sharedStrings.xml", StringComparison.OrdinalIgnoreCase);

    private static bool IsSheet(string part) => part.StartsWith("xl/worksheets/sheet", StringComparison.OrdinalIgnoreCase);

    private void CheckTypes()
    {
        var isWorkbook = false;
        foreach (var element in Elements("[Content_Types].xml", "Default", "Override"))
        {
            var type = element.GetAttribute("ContentType") ?? "";
            if (Array.Exists(MacroTypes, macro => type.Contains(macro, StringComparison.OrdinalIgnoreCase)))
            {
                throw Macros();
            }

            isWorkbook |= (element.GetAttribute("PartName"), type) == ("/xl/workbook.xml", MainType);
        }

        if (!isWorkbook)
        {
            throw NotAWorkbook();
        }

        if (zip.Entries.Any(e => ZipParts.IsMacro(e.FullName)))
        {
            throw Macros();
        }
    }

    // In our own workbooks the rows stand in the first sheet: it keeps its id 1 when it is renamed or moved. -1 for other workbooks.
    private int OwnSheet(List<(string Name, string? Id, bool IsVisible, ZipArchiveEntry? Part)> visible, IReadOnlyList<string> names) =>
        visible.FindIndex(s => names.Contains(s.Name)) is var named and >= 0 ? named : HasMark ? visible.FindIndex(s => s.Id == "1") : -1;

    // MiniExcel finds a sheet's part in the same way.
    private List<(string Name, string? Id, bool IsVisible, ZipArchiveEntry? Part)> Sheets()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var relation in Elements("xl/_rels/workbook.xml.rels", "Relationship"))
        {
            targets.Add(relation.GetAttribute("Id") ?? "", relation.GetAttribute("Target") ?? "");
        }

        var sheets = new List<(string Name, string? Id, bool IsVisible, ZipArchiveEntry? Part)>();
        foreach (var sheet in Elements("xl/workbook.xml", "sheet").Where(e => e.Depth == 2))
        {
            if (sheets.Count == MostSheets)
            {
                throw ZipParts.TooLarge();
            }

            var target = targets.GetValueOrDefault(sheet.GetAttribute("id", Relationships) ?? sheet.GetAttribute("id", StrictRelationships) ?? "", "");
            var path = target.StartsWith('/') ? target[1..] : "xl/" + target;
            var isVisible = sheet.GetAttribute("state") is null or "visible";
            sheets.Add((sheet.GetAttribute("name") ?? "", sheet.GetAttribute("sheetId"), isVisible, IsSheet(path) ? zip.GetEntry(path) : null));
        }

        // Of two sheets with one name, MiniExcel might read the other.
        return sheets.DistinctBy(s => s.Name).Count() == sheets.Count ? sheets : throw NotAWorkbook();
    }

    // MiniExcel doesn't tell apart small and capital letters either.
    private ZipArchiveEntry? Find(string path) => zip.Entries.FirstOrDefault(e => e.FullName.Equals(path, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<XmlReader> Elements(string path, params string[] names) => (zip.GetEntry(path) ?? throw NotAWorkbook()).Elements(gone, names);

    private static FileRefusedException Macros() => new("文件带有宏，请另存为 .xlsx 工作簿后再上传");
}
