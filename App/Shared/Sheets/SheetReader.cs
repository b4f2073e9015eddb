using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace WorkOrders.Shared.Sheets;

/// <summary>
/// Reads the first visible sheet of an .xlsx row by row. What the file is, is judged by its content and before anything is unpacked; no
/// formula is calculated and nothing outside the file is fetched. A file that can't be taken throws <see cref="SheetRefusedException"/>.
/// </summary>
public sealed class SheetReader : IDisposable
{
    public const int MostBytes = 50 * 1024 * 1024;

    private const long MostUnpacked = 600L * 1024 * 1024;
    private const long MostUnpackedOther = 20L * 1024 * 1024;
    private const int MostParts = 1_000;
    private const int MostColumns = 200;
    private const int MostSharedCharacters = 150_000_000;

    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0];

    private readonly SpreadsheetDocument document;
    private readonly WorksheetPart sheet;
    private readonly List<string> shared;
    private readonly SheetDates dates;

    private SheetReader(SpreadsheetDocument document)
    {
        this.document = document;
        var book = document.WorkbookPart?.Workbook?.Sheets is not null ? document.WorkbookPart : throw NotAWorkbook();
        var sheets = book.Workbook.Sheets!.Elements<Sheet>().ToList();
        shared = ReadShared(book);
        dates = new SheetDates(book.WorkbookStylesPart?.Stylesheet);
        sheet = sheets.Where(s => s.State is null || s.State == SheetStateValues.Visible).Select(s => PartOf(book, s)).FirstOrDefault(p => p is not null)
            ?? throw new SheetRefusedException("文件里没有工作表");
        Mark = sheets.FirstOrDefault(s => s.Name == SheetMark.SheetName) is { } mark && PartOf(book, mark) is { } part ? ReadMark(part) : null;
    }

    /// <summary>What our own workbooks say of themselves; null in any other.</summary>
    public SheetMark? Mark { get; }

    /// <summary>Of a stream that can seek; it stays the caller's.</summary>
    public static SheetReader Open(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CheckPackage(stream);
        SpreadsheetDocument? document = null;
        try
        {
            document = SpreadsheetDocument.Open(stream, isEditable: false);
            if (document.DocumentType != SpreadsheetDocumentType.Workbook || document.WorkbookPart?.VbaProjectPart is not null)
            {
                throw document.DocumentType is SpreadsheetDocumentType.Workbook or SpreadsheetDocumentType.MacroEnabledWorkbook or SpreadsheetDocumentType.MacroEnabledTemplate
                    ? new SheetRefusedException("文件带有宏，请另存为 .xlsx 工作簿后再上传")
                    : NotAWorkbook();
            }

            return new SheetReader(document);
        }
        catch (Exception e) when (e is not SheetRefusedException && IsBroken(e))
        {
            document?.Dispose();
            throw NotAWorkbook();
        }
        catch (SheetRefusedException)
        {
            document?.Dispose();
            throw;
        }
    }

    /// <summary>The rows that hold anything, once.</summary>
    public IEnumerable<SheetRow> Rows()
    {
        using var stream = sheet.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Settings(0));
        var number = 0;
        while (Advance(xml))
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "mergeCell")
            {
                throw new SheetRefusedException("有合并的单元格（{0}），请取消合并后再上传", xml.GetAttribute("ref") ?? "");
            }

            if (xml.LocalName == "row")
            {
                number = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : number + 1;
                var cells = ReadRow(xml);
                if (cells.Exists(c => !c.IsEmpty))
                {
                    yield return new SheetRow(number, cells);
                }
            }
        }
    }

    public void Dispose() => document.Dispose();

    private static SheetRefusedException NotAWorkbook() => new("文件不是 .xlsx 工作簿，请下载模版填写后上传");

    private static bool IsBroken(Exception e) =>
        e is OpenXmlPackageException or InvalidDataException or FileFormatException or XmlException or IOException or ArgumentException or FormatException or InvalidOperationException or NullReferenceException or KeyNotFoundException or UriFormatException;

    // The sizes that the directory declares hold: unpacking a part ends there.
    private static void CheckPackage(Stream stream)
    {
        if (stream.Length > MostBytes)
        {
            throw new SheetRefusedException("文件太大，最多 {0} MB", MostBytes / 1024 / 1024);
        }

        var head = new byte[4];
        stream.Position = 0;
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.AsSpan().SequenceEqual(CompoundFile))
        {
            throw new SheetRefusedException("文件有密码或是旧的 .xls 格式，请另存为没有密码的 .xlsx 后再上传");
        }

        stream.Position = 0;
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var parts = zip.Entries.Select(e => (e.Length, IsData: e.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) || e.FullName.Equals("xl/sharedStrings.xml", StringComparison.OrdinalIgnoreCase))).ToList();
            if (parts.Count > MostParts || parts.Sum(p => p.Length) > MostUnpacked || parts.Where(p => !p.IsData).Sum(p => p.Length) > MostUnpackedOther)
            {
                throw new SheetRefusedException("文件展开后太大，请删去多余的工作表、图片和格式后再上传");
            }
        }
        catch (InvalidDataException)
        {
            throw NotAWorkbook();
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private static XmlReaderSettings Settings(long most) =>
        new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = most, CloseInput = false };

    private static bool Advance(XmlReader xml)
    {
        try
        {
            return xml.Read();
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException)
        {
            throw new SheetRefusedException("文件已损坏，没有读完，请重新保存后再上传");
        }
    }

    private static WorksheetPart? PartOf(WorkbookPart book, Sheet sheet) =>
        sheet.Id?.Value is { } id && book.TryGetPartById(id, out var part) ? part as WorksheetPart : null;

    private static List<string> ReadShared(WorkbookPart book)
    {
        var texts = new List<string>();
        if (book.SharedStringTablePart is not { } part)
        {
            return texts;
        }

        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Settings(0));
        long characters = 0;
        while (Advance(xml))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                var text = ReadText(xml);
                texts.Add(text);
                characters += text.Length + 16;
                if (characters > MostSharedCharacters)
                {
                    throw new SheetRefusedException("文件展开后太大，请删去多余的工作表、图片和格式后再上传");
                }
            }
        }

        return texts;
    }

    /// <summary>The text of an si or is element; readings above the characters (rPh) are not part of it.</summary>
    private static string ReadText(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        // A cell may be cut into any number of runs.
        var (depth, text, phonetic, inText) = (xml.Depth, new StringBuilder(), false, false);
        while (Advance(xml) && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    phonetic |= xml is { LocalName: "rPh", IsEmptyElement: false };
                    inText = xml is { LocalName: "t", IsEmptyElement: false };
                    break;
                case XmlNodeType.EndElement:
                    phonetic &= xml.LocalName != "rPh";
                    inText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when inText && !phonetic:
                    text.Append(xml.Value);
                    break;
            }
        }

        return text.ToString();
    }

    private SheetMark? ReadMark(WorksheetPart part)
    {
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Settings(10_000));
        var values = new List<string?>();
        while (values.Count < 2 && Advance(xml))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                values.Add(ReadRow(xml).FirstOrDefault().Text);
            }
        }

        return values is [{ } kind, { } version, ..] ? new SheetMark(kind, version) : null;
    }

    private List<ReadCell> ReadRow(XmlReader xml)
    {
        var cells = new List<ReadCell>();
        if (xml.IsEmptyElement)
        {
            return cells;
        }

        var depth = xml.Depth;
        while (Advance(xml) && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                var column = ColumnOf(xml.GetAttribute("r")) ?? cells.Count;
                var cell = ReadCell(xml);
                if (column < MostColumns && !cell.IsEmpty)
                {
                    while (cells.Count < column)
                    {
                        cells.Add(default);
                    }

                    if (cells.Count == column)
                    {
                        cells.Add(cell);
                    }
                }
            }
        }

        return cells;
    }

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(3))
        {
            column = (column * 26) + (c - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }

    private ReadCell ReadCell(XmlReader xml)
    {
        var (type, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
        if (xml.IsEmptyElement)
        {
            return default;
        }

        var (depth, value, isFormula) = (xml.Depth, (string?)null, false);
        while (Advance(xml) && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                isFormula |= xml.LocalName == "f";
                value = xml.LocalName is "v" or "is" ? ReadText(xml, xml.LocalName == "v") : value;
            }
        }

        return isFormula ? new ReadCell(null, CellFault.Formula) : Interpret(type, style, value);
    }

    private static string ReadText(XmlReader xml, bool isValue)
    {
        if (!isValue)
        {
            return ReadText(xml);
        }

        var (depth, text) = (xml.Depth, new StringBuilder());
        if (!xml.IsEmptyElement)
        {
            while (Advance(xml) && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
            {
                text.Append(xml.Value);
            }
        }

        return text.ToString();
    }

    private ReadCell Interpret(string? type, string? style, string? value) => (type, value) switch
    {
        (_, null or "") => default,
        ("s", _) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? Text(shared[index]) : new ReadCell(null, CellFault.Error),
        ("inlineStr" or "str", _) => Text(value),
        ("b", _) => Text(value == "1" ? "TRUE" : "FALSE"),
        ("e", _) => new ReadCell(null, CellFault.Error),
        ("d", _) => new ReadCell(null, CellFault.Date),
        _ => Number(value, style),
    };

    private static ReadCell Text(string text) => string.IsNullOrWhiteSpace(text) ? default : new ReadCell(CellText.Undo(text));

    private ReadCell Number(string value, string? style) =>
        !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) ? new ReadCell(null, CellFault.Error)
        : dates.Has(style) ? new ReadCell(null, CellFault.Date)
        : Math.Abs(number) >= 1e15 ? new ReadCell(null, CellFault.LostDigits)
        : new ReadCell(((decimal)number).ToString("0.##########", CultureInfo.InvariantCulture));
}
