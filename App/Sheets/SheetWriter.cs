using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using WorkOrders.Shared;

namespace WorkOrders.Sheets;

/// <summary>
/// Writes rows to an .xlsx as a stream, with constant memory for any number of rows. When a sheet is full, a further sheet follows.
/// Text is always written as a text cell, never as a formula.
/// </summary>
public sealed class SheetWriter : IAsyncDisposable
{
    /// <summary>Rows per sheet without the header: the maximum of Excel.</summary>
    public const int RowsPerSheet = 1_048_575;

    private const int BufferSize = 1 << 16;

    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\r\uFFFE\uFFFF\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F");

    private readonly ForwardStream output;
    private readonly ZipArchive archive;
    private readonly string name;
    private readonly IReadOnlyList<SheetColumn> columns;
    private readonly SheetMark mark;
    private readonly int rowsPerSheet;
    private readonly ArrayBufferWriter<byte> buffer = new(BufferSize * 2);
    private readonly List<string> sheets = [];
    private Stream? sheet;
    private int row;

    private SheetWriter(ForwardStream output, ZipArchive archive, string name, IReadOnlyList<SheetColumn> columns, SheetMark mark, int rowsPerSheet) =>
        (this.output, this.archive, this.name, this.columns, this.mark, this.rowsPerSheet) = (output, archive, name, columns, mark, rowsPerSheet);

    /// <summary>Rows written, without headers.</summary>
    public long Rows { get; private set; }

    public static async Task<SheetWriter> CreateAsync(
        Stream stream, string name, IReadOnlyList<SheetColumn> columns, SheetMark mark, int rowsPerSheet = RowsPerSheet, CancellationToken cancellation = default)
    {
        var output = new ForwardStream(stream);
        var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        var writer = new SheetWriter(output, archive, name, columns, mark, rowsPerSheet);
        await writer.PartAsync("[Content_Types].xml", SheetXml.ContentTypes, cancellation);
        await writer.PartAsync("_rels/.rels", SheetXml.PackageRelations, cancellation);
        await writer.PartAsync("xl/styles.xml", SheetXml.Styles, cancellation);
        await writer.BeginSheetAsync(cancellation);
        return writer;
    }

    public async ValueTask WriteAsync(IReadOnlyList<SheetCell> cells, CancellationToken cancellation = default)
    {
        if (row > rowsPerSheet)
        {
            await EndSheetAsync(cancellation);
            await BeginSheetAsync(cancellation);
        }

        Rows++;
        Append(cells, textStyle: 0);
        if (buffer.WrittenCount >= BufferSize)
        {
            await FlushAsync(cancellation);
        }
    }

    /// <summary>Writes the end of the file. Without it the file is not a valid workbook, so an interrupted download can't look complete.</summary>
    public async Task FinishAsync(CancellationToken cancellation = default)
    {
        await EndSheetAsync(cancellation);
        sheets.Add(SheetMark.SheetName);
        await PartAsync($"xl/worksheets/sheet{sheets.Count}.xml", SheetXml.MarkSheet(mark), cancellation);
        var (workbook, relations) = SheetXml.Workbook(sheets);
        await PartAsync("xl/workbook.xml", workbook, cancellation);
        await PartAsync("xl/_rels/workbook.xml.rels", relations, cancellation);
        await archive.DisposeAsync();
        await output.FlushAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        // Not finished: drop the rest that the archive writes, so that an incomplete file doesn't look valid.
        if (sheet is not null)
        {
            await sheet.DisposeAsync();
        }

        await archive.DisposeAsync();
        await output.DisposeAsync();
    }

    private async Task BeginSheetAsync(CancellationToken cancellation)
    {
        sheets.Add(sheets.Count == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {sheets.Count + 1}"));
        sheet = await archive.CreateEntry($"xl/worksheets/sheet{sheets.Count}.xml", CompressionLevel.Fastest).OpenAsync(cancellation);
        row = 0;
        Raw(SheetXml.SheetStart(columns, sheets.Count == 1));
        Append([.. columns.Select(c => (SheetCell)c.Title)], SheetXml.HeaderStyle);
    }

    private async Task EndSheetAsync(CancellationToken cancellation)
    {
        Raw(SheetXml.SheetEnd(columns.Count, row));
        await FlushAsync(cancellation);
        await sheet!.DisposeAsync();
        sheet = null;
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        await sheet!.WriteAsync(buffer.WrittenMemory, cancellation);
        buffer.ResetWrittenCount();
    }

    private async Task PartAsync(string path, string content, CancellationToken cancellation)
    {
        await using var part = await archive.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(cancellation);
        await part.WriteAsync(Encoding.UTF8.GetBytes(content), cancellation);
    }

    private void Append(IReadOnlyList<SheetCell> cells, int textStyle)
    {
        row++;
        Raw("<row r=\"");
        Raw(row);
        Raw("\">");
        for (var i = 0; i < cells.Count; i++)
        {
            Append(cells[i], i + 1, textStyle);
        }

        Raw("</row>");
    }

    private void Append(in SheetCell cell, int column, int textStyle)
    {
        if (cell.Time is { } time)
        {
            Start(column, SheetXml.TimeStyle);
            Raw("\"><v>");
            Raw(BusinessTime.Local(time).DateTime.ToOADate().ToString("0.##########", CultureInfo.InvariantCulture));
            Raw("</v></c>");
        }
        else if (cell.Number is { } number)
        {
            Start(column, SheetXml.PlainStyle);
            Raw("\"><v>");
            Raw(number.ToString(CultureInfo.InvariantCulture));
            Raw("</v></c>");
        }
        else if (!string.IsNullOrEmpty(cell.Text))
        {
            Start(column, textStyle != 0 ? textStyle : cell.IsMasked ? SheetXml.MaskedStyle : SheetXml.TextStyle);
            Raw("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            Escaped(CellText.Defuse(cell.Text));
            Raw("</t></is></c>");
        }
    }

    private void Start(int column, int style)
    {
        Raw("<c r=\"");
        Raw(SheetXml.ColumnName(column));
        Raw(row);
        Raw("\" s=\"");
        Raw(style);
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        text = text.Length > CellText.Limit ? text[..CellText.Limit] : text;
        for (int at; (at = text.IndexOfAny(Special)) >= 0; text = text[(at + 1)..])
        {
            Raw(text[..at]);
            Raw(text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '\r' => "&#13;",

                // Not allowed in XML.
                _ => "",
            });
        }

        Raw(text);
    }

    private void Raw(int number)
    {
        number.TryFormat(buffer.GetSpan(16), out var written, default, CultureInfo.InvariantCulture);
        buffer.Advance(written);
    }

    // An unpaired surrogate becomes U+FFFD.
    private void Raw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, buffer);
}
