using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace WorkOrders.Sheets;

/// <summary>Reads the first visible sheet of an .xlsx row by row. An unusable file throws <see cref="SheetRefusedException"/>.</summary>
public sealed class SheetReader : IDisposable
{
    public const int MostBytes = 50 * 1024 * 1024;

    private readonly SpreadsheetDocument document;
    private readonly WorksheetPart sheet;
    private readonly SheetCells cells;

    private SheetReader(SpreadsheetDocument document)
    {
        this.document = document;
        var book = document.WorkbookPart?.Workbook?.Sheets is not null ? document.WorkbookPart : throw SheetPackage.NotAWorkbook();
        var sheets = book.Workbook.Sheets!.Elements<Sheet>().ToList();
        cells = new SheetCells(book);
        sheet = sheets.Where(s => s.State is null || s.State == SheetStateValues.Visible).Select(s => PartOf(book, s)).FirstOrDefault(p => p is not null)
            ?? throw new SheetRefusedException("文件里没有工作表");
        Mark = sheets.FirstOrDefault(s => s.Name == SheetMark.SheetName) is { } mark && PartOf(book, mark) is { } part ? ReadMark(part) : null;
    }

    /// <summary>The mark of our own workbooks; null for other workbooks.</summary>
    public SheetMark? Mark { get; }

    /// <summary>Opens a seekable stream; the caller disposes it.</summary>
    public static SheetReader Open(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return SheetPackage.Open(stream, document => new SheetReader(document));
    }

    /// <summary>The non-empty rows with ascending row numbers. Can be enumerated only once.</summary>
    public IEnumerable<SheetRow> Rows()
    {
        using var part = new SheetPart(sheet);
        var number = 0;
        while (part.Advance())
        {
            if (part.Element == "mergeCell")
            {
                throw new SheetRefusedException("有合并的单元格（{0}），请取消合并后再上传", part.Attribute("ref") ?? "");
            }

            if (part.Element == "row")
            {
                // Other programs may omit or repeat the row number.
                number = int.TryParse(part.Attribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > number && given <= SheetWriter.RowsPerSheet + 1 ? given : number + 1;
                var row = cells.ReadRow(part);
                if (row.Exists(c => !c.IsEmpty))
                {
                    yield return new SheetRow(number, row);
                }
            }
        }
    }

    public void Dispose() => document.Dispose();

    private static WorksheetPart? PartOf(WorkbookPart book, Sheet sheet) =>
        sheet.Id?.Value is { } id && book.TryGetPartById(id, out var part) ? part as WorksheetPart : null;

    private SheetMark? ReadMark(WorksheetPart part)
    {
        using var xml = new SheetPart(part, most: 10_000);
        var values = new List<string?>();
        while (values.Count < 2 && xml.Advance())
        {
            if (xml.Element == "row")
            {
                values.Add(cells.ReadRow(xml).FirstOrDefault().Text);
            }
        }

        return values is [{ } kind, { } version, ..] ? new SheetMark(kind, version) : null;
    }
}
