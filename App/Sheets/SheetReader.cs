using System.Globalization;
using System.Xml;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using WorkOrders.Files;
using WorkOrders.Files.Content;

namespace WorkOrders.Sheets;

/// <summary>
/// Reads a sheet of an .xlsx row by row: the one with our name, otherwise the first visible one. An unusable file throws
/// <see cref="FileRefusedException"/>.
/// </summary>
public sealed class SheetReader
{
    public const int MostBytes = 50 * 1024 * 1024;

    /// <summary>Maximum number of characters of a row, over all its cells.</summary>
    public const int MostTextOfRow = 100_000;

    /// <summary>Maximum number of characters of the sheet. A text that many cells share counts in each of them.</summary>
    public const int MostText = 50_000_000;

    // Rows that are empty must be kept: without them MiniExcel loses the rows behind an empty row element.
    private static readonly OpenXmlConfiguration Configuration = new() { EnableConvertByteArray = false, IgnoreEmptyRows = false };

    private readonly Stream stream;
    private readonly SheetPackage package;
    private readonly CancellationToken cancellation;

    private SheetReader(Stream stream, IReadOnlyList<string> names, int mostRows, CancellationToken cancellation)
    {
        (this.stream, this.cancellation) = (stream, cancellation);
        package = SheetPackage.Check(stream, names, mostRows, cancellation);
        var mark = package.HasMark ? Read(SheetMark.SheetName, rows: 2, columns: 1).Select(row => Cell(row.First()).Text).ToList() : [];
        Mark = mark is [{ } kind, { } version] ? new SheetMark(kind, version) : null;
    }

    /// <summary>The mark of our own workbooks; null for other workbooks.</summary>
    public SheetMark? Mark { get; }

    /// <summary>The name of the sheet that is read.</summary>
    public string Sheet => package.Sheet;

    /// <summary>Other sheets stand before the one that is read.</summary>
    public bool IsBehindOthers => package.IsBehindOthers;

    /// <summary>Whether a column, counted from 0, is hidden: the person does not see it in their spreadsheet program.</summary>
    public bool IsColumnHidden(int column) => package.Scan.IsColumnHidden(column);

    /// <summary>Opens a seekable stream, which the caller disposes.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="names">Names of our own sheets: one of them is read even if other sheets stand before it.</param>
    /// <param name="mostRows">A sheet with more rows with content is refused.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static SheetReader Open(
        Stream stream, IReadOnlyList<string>? names = null, int mostRows = CellName.MostRows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
#pragma warning disable CA2000 // The caller disposes the stream.
        return new SheetReader(new WatchedStream(stream, cancellation), names ?? [], mostRows, cancellation);
#pragma warning restore CA2000
    }

    /// <summary>The non-empty rows with ascending row numbers. Can be enumerated only once.</summary>
    public IEnumerable<SheetRow> Rows()
    {
        var (row, all) = (0, 0);
        foreach (var values in Read(package.Sheet, package.Scan.Rows, package.Scan.Columns))
        {
            cancellation.ThrowIfCancellationRequested();
            var text = values.OfType<string>().Sum(value => value.Length);
            var cells = values.Select(Cell).ToArray();
            foreach (var (column, fault) in package.Scan.FaultsOf(++row))
            {
                cells[column] = new ReadCell(null, fault);
            }

            var number = package.Scan.NumberOf(row);
            if (Array.FindIndex(cells, c => c.Text?.Length > CellText.Limit) is >= 0 and var place)
            {
                throw SheetScan.TooLong(place + 1, number);
            }

            all += text;
            if (text > MostTextOfRow || all > MostText)
            {
                throw text > MostTextOfRow
                    ? new FileRefusedException("第 {0} 行的文字一共超过 {1} 个字符，请缩短后再上传", number, MostTextOfRow)
                    : new FileRefusedException("工作表的文字一共超过 {0} 个字符，请分成几个文件", MostText);
            }

            if (Array.Exists(cells, c => !c.IsEmpty))
            {
                yield return new SheetRow(number, cells) { IsHidden = package.Scan.IsHidden(row) };
            }
        }
    }

    private static ReadCell Cell(object? value) => value switch
    {
        null => default,
        string text => string.IsNullOrWhiteSpace(text) ? default : new ReadCell(CellText.Undo(text)),
        bool truth => new ReadCell(truth ? "TRUE" : "FALSE"),
        double number when Math.Abs(number) < 1e15 =>
            new ReadCell(((decimal)number).ToString("0.##########", CultureInfo.InvariantCulture)) { IsNumber = true },

        double => new ReadCell(null, CellFault.LostDigits),

        // MiniExcel takes a text for a date if the cell's format is one.
        _ => new ReadCell(null, CellFault.Date),
    };

    private IEnumerable<ICollection<object?>> Read(string sheet, int rows, int columns)
    {
        if (rows == 0)
        {
            yield break;
        }

        using var source = stream
            .QueryRange(sheetName: sheet, excelType: ExcelType.XLSX, endColumnIndex: columns, configuration: Configuration).GetEnumerator();
        for (var row = 0; row < rows && Next(); row++)
        {
            yield return ((IDictionary<string, object?>)source.Current).Values;
        }

        bool Next()
        {
            try
            {
                return source.MoveNext();
            }
            catch (Exception e) when (IsBroken(e))
            {
                throw SheetScan.Damaged();
            }
        }
    }

    // What MiniExcel throws for corrupt parts.
    private static bool IsBroken(Exception e) =>
        e is XmlException or InvalidDataException or IOException or ArgumentException or FormatException or InvalidOperationException
            or NullReferenceException or KeyNotFoundException or OverflowException;
}
