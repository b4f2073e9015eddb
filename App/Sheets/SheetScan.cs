using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using WorkOrders.Files;
using WorkOrders.Files.Content;

namespace WorkOrders.Sheets;

/// <summary>
/// One forward pass over a sheet, before MiniExcel reads it, for what MiniExcel hides or can't cope with: formulas, error values, dates of other
/// countries' formats, lost digits, merged cells, row numbers that would make it fill up rows for minutes. Counts every text and row, and ends at the first
/// one beyond its limit. Never holds more than a few characters of a text.
/// </summary>
internal sealed class SheetScan
{
    private const int MostColumns = 200;
    private const int MostFaults = 5_000_000;
    private const int MostShared = 2_000_000;
    private const int MostStyles = 200_000;

    // As it stands in the file: a character may be written as _x0000_. The exact length is known when the text is read.
    private const int MostWritten = CellText.Limit * 7;
    private const int CellDepth = 3;

    private static readonly char[] Letters = [.. Enumerable.Range('A', 26).Select(c => (char)c)];

    private readonly HashSet<string> dates;
    private readonly int shared;
    private readonly int mostRows;
    private readonly List<(int Row, byte Column, CellFault Fault)> faults = [];
    private readonly List<(int Row, int Shift)> shifts = [];
    private readonly HashSet<int> hidden = [];
    private readonly HashSet<int> hiddenColumns = [];
    private readonly char[] piece = new char[1024];

    // The beginning of the value of the current cell.
    private readonly char[] text = new char[64];
    private int length;

    // How long all texts since the last row or cell are.
    private int written;

    // How many rows have content.
    private int filled;

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

    private SheetScan(HashSet<string> dates, int shared, int mostRows) => (this.dates, this.shared, this.mostRows) = (dates, shared, mostRows);

    /// <summary>Columns up to the last one with content.</summary>
    public int Columns { get; private set; }

    /// <summary>The last row with content.</summary>
    public int Rows { get; private set; }

    public static SheetScan Of(ZipArchiveEntry sheet, ZipArchiveEntry? shared, ZipArchiveEntry? styles, int mostRows, CancellationToken gone)
    {
        try
        {
            var scan = new SheetScan(styles is null ? [] : DateStyles(styles, gone), shared is null ? -1 : CountShared(shared, gone), mostRows);
            using var stream = sheet.OpenCounted(gone, isPlain: true);
            using var xml = ZipParts.ReadLarge(stream);
            scan.Read(xml);
            return scan;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException or DecoderFallbackException)
        {
            throw Damaged();
        }
    }

    public static FileRefusedException Damaged() => new("文件已损坏，没有读完，请重新保存后再上传");

    /// <summary>The refusal of a text; column and row begin at 1.</summary>
    public static FileRefusedException TooLong(int column, int row) => new("单元格 {0} 的文字超过 {1} 个字符，请缩短后再上传", CellName.Of(column, row), CellText.Limit);

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

    /// <summary>Whether the column, counted from 0, is hidden.</summary>
    public bool IsColumnHidden(int column) => hiddenColumns.Contains(column);

    private static int CountShared(ZipArchiveEntry part, CancellationToken gone)
    {
        using var stream = part.OpenCounted(gone, isPlain: true);
        using var xml = ZipParts.ReadLarge(stream);
        var piece = new char[1024];
        var (count, written) = (0, 0);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, Depth: 1 })
            {
                written = 0;
                count += xml.LocalName == "si" ? 1 : 0;
            }

            written += IsText(xml) ? LengthOf(xml, piece) : 0;
            if (written > MostWritten)
            {
                // Which cells use it stands in the sheet, which isn't read yet.
                throw new FileRefusedException("有一个单元格的文字超过 {0} 个字符，请缩短后再上传", CellText.Limit);
            }

            if (count > MostShared)
            {
                throw ZipParts.TooLarge();
            }
        }

        return count;
    }

    private static bool IsText(XmlReader xml) =>
        xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    private static int LengthOf(XmlReader xml, char[] piece)
    {
        var length = 0;
        while (xml.ReadValueChunk(piece, 0, piece.Length) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }

    // The positions of the cell styles that show a number as a date or time, as they stand in the cells.
    private static HashSet<string> DateStyles(ZipArchiveEntry styles, CancellationToken gone)
    {
        var (own, formats, part, count) = (new HashSet<int>(), new List<int>(), "", 0);
        foreach (var element in styles.Elements(gone, "numFmts", "cellXfs", "cellStyleXfs", "dxfs", "numFmt", "xf"))
        {
            if (++count > MostStyles)
            {
                throw ZipParts.TooLarge();
            }

            part = element.Depth == 1 ? element.LocalName : part;
            switch (part, element.LocalName, element.Depth)
            {
                case ("numFmts", "numFmt", 2) when IsDate(element.GetAttribute("formatCode") ?? ""):
                    own.Add(Format(element));
                    break;
                case ("cellXfs", "xf", 2):
                    formats.Add(Format(element));
                    break;
            }
        }

        return [.. formats.Select((format, i) => (Format: format, i))
            .Where(s => s.Format is >= 14 and <= 22 or >= 27 and <= 36 or >= 45 and <= 47 or >= 50 and <= 58 || own.Contains(s.Format))
            .Select(s => s.i.ToString(CultureInfo.InvariantCulture))];

        static int Format(XmlReader element) => int.TryParse(element.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var id) ? id : 0;
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

    private void Read(XmlReader xml)
    {
        var (part, isRow) = ("", false);
        while (xml.Read())
        {
            if (IsText(xml))
            {
                Count(LengthOf(xml, piece), isCell: false);
            }

            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            written = xml.Depth > CellDepth ? written : 0;
            switch (xml.Depth)
            {
                case 1:
                    part = xml.LocalName;
                    if (part == "dimension")
                    {
                        CheckDimension(xml.GetAttribute("ref") ?? "");
                    }

                    break;
                case 2 when (part, xml.LocalName) == ("mergeCells", "mergeCell"):
                    throw new FileRefusedException("有合并的单元格（{0}），请取消合并后再上传", xml.GetAttribute("ref") ?? "");
                case 2:
                    isRow = (part, xml.LocalName) == ("sheetData", "row");
                    if (isRow)
                    {
                        BeginRow(xml.GetAttribute("r"));
                        if (IsUnseen(xml, "ht"))
                        {
                            hidden.Add(row);
                        }
                    }
                    else if ((part, xml.LocalName) == ("cols", "col") && IsUnseen(xml, "width"))
                    {
                        HideColumns(xml.GetAttribute("min"), xml.GetAttribute("max"));
                    }

                    break;
                case CellDepth when isRow && xml.LocalName == "c":
                    ReadCell(xml);
                    break;
            }
        }
    }

    // Hidden by a filter or by hand, or made so small that it can't be seen.
    private static bool IsUnseen(XmlReader xml, string size) => xml.GetAttribute("hidden") is "1" or "true"
        || (double.TryParse(xml.GetAttribute(size), NumberStyles.Float, CultureInfo.InvariantCulture, out var points) && points == 0);

    private void HideColumns(string? first, string? last)
    {
        if (int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from) && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to))
        {
            for (var number = Math.Max(from, 1); number <= Math.Min(to, MostColumns); number++)
            {
                hiddenColumns.Add(number - 1);
            }
        }
    }

    // Counts as MiniExcel does: it yields a row for each number that is left out, and one for each row element.
    private void BeginRow(string? reference)
    {
        var given = int.TryParse(reference, CultureInfo.InvariantCulture, out var parsed) ? parsed : lastNumber + 1L;
        var count = row + Math.Max(1, given - lastNumber);
        if (given < 1 || count > CellName.MostRows)
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

        filled += Rows == row ? 0 : 1;
        if (filled > mostRows)
        {
            throw new FileRefusedException("有内容的行超过 {0} 行，请分成几个文件", mostRows);
        }

        (Columns, Rows) = (Math.Max(Columns, column + 1), row);
        if ((isFormula ? CellFault.Formula : FaultOf(type, style)) is var fault and not CellFault.None)
        {
            faults.Add(faults.Count < MostFaults ? (row, (byte)column, fault) : throw ZipParts.TooLarge());
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

        column = reference is null ? column + 1 : CellName.ColumnOf(reference) - 1;
        if (column is < 0 or >= CellName.MostColumns)
        {
            throw Damaged();
        }
    }

    // MiniExcel makes room for the columns that the dimension states.
    private void CheckDimension(string reference)
    {
        hasDimension = true;
        foreach (var corner in reference.Split(':', 3))
        {
            if (CellName.ColumnOf(corner) == 0 || !int.TryParse(corner.TrimStart(Letters), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                || last > CellName.MostRows)
            {
                throw Damaged();
            }
        }
    }

    private void Count(int more, bool isCell)
    {
        written += more;
        if (written > MostWritten)
        {
            throw isCell ? TooLong(column + 1, number) : new FileRefusedException("工作表里单元格以外的文字（例如页眉、页脚）超过 {0} 个字符，请缩短后再上传", CellText.Limit);
        }
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
            else if (IsText(xml))
            {
                var kept = isValue && length < text.Length ? xml.ReadValueChunk(text, length, text.Length - length) : 0;
                length += kept;
                Count(kept + LengthOf(xml, piece), isCell: true);
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
