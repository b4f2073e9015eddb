using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace WorkOrders.Sheets;

/// <summary>
/// One forward pass over a sheet, before MiniExcel reads it, for what MiniExcel hides or can't cope with: formulas, error values, dates of other
/// countries' formats, lost digits, merged cells, row numbers that would make it fill up rows for minutes. Never holds more than a few characters of a text.
/// </summary>
internal sealed class SheetScan
{
    /// <summary>External references are not loaded.</summary>
    public static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private const int MostColumns = 200;
    private const int MostFaults = 5_000_000;
    private const int CellDepth = 3;

    private readonly HashSet<string> dates;
    private readonly int shared;
    private readonly List<(int Row, byte Column, CellFault Fault)> faults = [];
    private readonly List<(int Row, int Shift)> shifts = [];
    private readonly HashSet<int> hidden = [];

    // The beginning of the value of the current cell.
    private readonly char[] text = new char[64];
    private int length;

    // The row as MiniExcel counts, as the file says and as it is told.
    private int row;
    private int lastNumber;
    private int number;
    private int column;
    private bool hasDimension;
    private bool? hasReferences;

    // What the reader has already asked for.
    private int nextFault;
    private int nextShift;
    private int shift;

    private SheetScan(HashSet<string> dates, int shared) => (this.dates, this.shared) = (dates, shared);

    /// <summary>Columns up to the last one with content.</summary>
    public int Columns { get; private set; }

    /// <summary>The last row with content.</summary>
    public int Rows { get; private set; }

    public static SheetScan Of(ZipArchiveEntry sheet, ZipArchiveEntry? shared, XElement? styles, CancellationToken cancellation)
    {
        try
        {
            var scan = new SheetScan(DateStyles(styles), shared is null ? -1 : CountShared(shared));
            using var stream = sheet.Open();
            using var xml = XmlReader.Create(stream, Safe);
            scan.Read(xml, cancellation);
            return scan;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException)
        {
            throw Damaged();
        }
    }

    public static SheetRefusedException Damaged() => new("文件已损坏，没有读完，请重新保存后再上传");

    /// <summary>The number of a row that MiniExcel yields; another program may have written a number twice. To be asked in the order of the rows.</summary>
    public int NumberOf(int row)
    {
        for (; nextShift < shifts.Count && shifts[nextShift].Row <= row; nextShift++)
        {
            shift = shifts[nextShift].Shift;
        }

        return row - shift;
    }

    /// <summary>The faults of a row that MiniExcel yields. To be asked in the order of the rows.</summary>
    public IEnumerable<(int Column, CellFault Fault)> FaultsOf(int row)
    {
        for (; nextFault < faults.Count && faults[nextFault].Row <= row; nextFault++)
        {
            yield return (faults[nextFault].Column, faults[nextFault].Fault);
        }
    }

    /// <summary>Whether a row that MiniExcel yields is hidden.</summary>
    public bool IsHidden(int row) => hidden.Contains(row);

    private static int CountShared(ZipArchiveEntry part)
    {
        using var stream = part.Open();
        using var xml = XmlReader.Create(stream, Safe);
        var count = 0;
        while (xml.Read())
        {
            count += xml is { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "si" } ? 1 : 0;
        }

        return count;
    }

    // The positions of the cell styles that show a number as a date or time, as they stand in the cells.
    private static HashSet<string> DateStyles(XElement? styles)
    {
        var all = styles?.Elements().Elements().ToLookup(e => (e.Parent!.Name.LocalName, e.Name.LocalName));
        var own = all?[("numFmts", "numFmt")].Where(f => IsDate(f.Attribute("formatCode")?.Value ?? "")).Select(Format).ToHashSet();
        return [.. all?[("cellXfs", "xf")].Select((style, i) => (Format: Format(style), i))
            .Where(s => s.Format is >= 14 and <= 22 or >= 27 and <= 36 or >= 45 and <= 47 or >= 50 and <= 58 || own!.Contains(s.Format))
            .Select(s => s.i.ToString(CultureInfo.InvariantCulture)) ?? []];

        static int Format(XElement element) => int.TryParse(element.Attribute("numFmtId")?.Value, CultureInfo.InvariantCulture, out var id) ? id : 0;
    }

    // Looks for date letters outside of quoted text and brackets such as [Red].
    private static bool IsDate(string format)
    {
        var (quoted, bracketed) = (false, false);
        foreach (var c in format)
        {
            quoted ^= c == '"';
            bracketed = (bracketed || c == '[') && c != ']';
            if (!quoted && !bracketed && (c is 'y' or 'Y' or 'm' or 'd' or 'h' or 's' or '年'))
            {
                return true;
            }
        }

        return false;
    }

    private void Read(XmlReader xml, CancellationToken cancellation)
    {
        var (part, isRow) = ("", false);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.Depth)
            {
                case 1:
                    part = xml.LocalName;
                    hasDimension |= part == "dimension";
                    break;
                case 2 when (part, xml.LocalName) == ("mergeCells", "mergeCell"):
                    throw new SheetRefusedException("有合并的单元格（{0}），请取消合并后再上传", xml.GetAttribute("ref") ?? "");
                case 2:
                    isRow = (part, xml.LocalName) == ("sheetData", "row");
                    if (isRow)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        BeginRow(xml.GetAttribute("r"));
                        if (xml.GetAttribute("hidden") is "1" or "true")
                        {
                            hidden.Add(row);
                        }
                    }

                    break;
                case CellDepth when isRow && xml.LocalName == "c":
                    ReadCell(xml);
                    break;
            }
        }
    }

    // Counts as MiniExcel does: it yields a row for each number that is left out, and one for each row element.
    private void BeginRow(string? reference)
    {
        var given = int.TryParse(reference, CultureInfo.InvariantCulture, out var parsed) ? parsed : lastNumber + 1L;
        var count = row + Math.Max(1, given - lastNumber);
        if (given < 1 || count > SheetWriter.RowsPerSheet + 1)
        {
            throw Damaged();
        }

        (row, lastNumber, number, column) = ((int)count, (int)given, (int)Math.Max(given, number + 1), -1);
        if (row - number != (shifts.Count > 0 ? shifts[^1].Shift : 0))
        {
            shifts.Add((row, row - number));
        }
    }

    private void ReadCell(XmlReader xml)
    {
        MoveTo(xml.GetAttribute("r"));
        var (type, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
        var isFormula = ReadContent(xml);
        if ((length == 0 && !isFormula) || column >= MostColumns)
        {
            return;
        }

        (Columns, Rows) = (Math.Max(Columns, column + 1), row);
        if ((isFormula ? CellFault.Formula : FaultOf(type, style)) is var fault and not CellFault.None)
        {
            faults.Add(faults.Count < MostFaults ? (row, (byte)column, fault) : throw SheetPackage.TooLarge());
        }
    }

    // MiniExcel would mistake the column if only some cells have a reference, or if none has and the sheet states its dimension.
    private void MoveTo(string? reference)
    {
        hasReferences ??= reference is not null;
        if (hasReferences != reference is not null || (reference is null && hasDimension))
        {
            throw Damaged();
        }

        var letters = 0;
        foreach (var c in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(3))
        {
            letters = (letters * 26) + (c - 'A' + 1);
        }

        column = reference is null ? column + 1 : letters > 0 ? letters - 1 : throw Damaged();
    }

    /// <summary>Keeps the beginning of the cell's value; true if it is the result of a formula.</summary>
    private bool ReadContent(XmlReader xml)
    {
        var (isFormula, isValue) = (false, false);
        length = 0;
        if (xml.IsEmptyElement)
        {
            return false;
        }

        while (xml.Read() && xml.Depth > CellDepth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == CellDepth + 1)
            {
                isFormula |= xml.LocalName == "f";
                isValue = xml.LocalName is "v" or "is";
            }
            else if (isValue && length < text.Length
                && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                length += xml.ReadValueChunk(text, length, text.Length - length);
            }
        }

        return isFormula;
    }

    private CellFault FaultOf(string? type, string? style) => type switch
    {
        "inlineStr" or "str" or "b" => CellFault.None,
        "s" when shared < 0 => throw Damaged(),
        "s" => int.TryParse(text.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared
            ? CellFault.None : CellFault.Error,
        "d" => CellFault.Date,
        "e" => CellFault.Error,
        _ => FaultOfNumber(style),
    };

    private CellFault FaultOfNumber(string? style) =>
        !double.TryParse(text.AsSpan(0, length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) ? CellFault.Error
        : style is not null && dates.Contains(style) ? CellFault.Date
        : Math.Abs(number) >= 1e15 ? CellFault.LostDigits
        : CellFault.None;
}
