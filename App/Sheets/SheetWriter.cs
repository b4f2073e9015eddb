using System.Drawing;
using System.IO.Pipelines;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;
using WorkOrders.Shared;

namespace WorkOrders.Sheets;

/// <summary>
/// Writes rows to an .xlsx as a stream, with constant memory for any number of rows. When a sheet is full, a further sheet follows.
/// A value is a text, an identifier (written masked), a time (shown in Shanghai time), a number or null. Text is never written as a formula.
/// </summary>
public sealed class SheetWriter(string name, IReadOnlyList<SheetColumn> columns, SheetMark mark, int rowsPerSheet = SheetWriter.RowsPerSheet)
{
    /// <summary>Rows per sheet without the header: the maximum of Excel.</summary>
    public const int RowsPerSheet = 1_048_575;

    /// <summary>The number format of a text column.</summary>
    internal const string TextFormat = "@";

    private const int BufferSize = 1 << 16;

    private static readonly Color HeaderColor = Color.FromArgb(0xFF, 0x44, 0x54, 0x6A);

    /// <summary>Rows written, without headers.</summary>
    public long Rows { get; private set; }

    /// <summary>
    /// MiniExcel writes synchronously, on a thread of its own; the bytes go on to the target asynchronously. If it ends with an exception,
    /// the end of the file is missing, so an interrupted download can't look complete.
    /// </summary>
    public async Task WriteAsync(Stream target, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancellation = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pipe = new Pipe();
        var writing = Task.Factory.StartNew(
            () => Write(pipe.Writer, rows.ToBlockingEnumerable(stop.Token)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await pipe.Reader.CopyToAsync(target, cancellation);
        }
        finally
        {
            // The thread must not use the source of the rows any longer.
            await stop.CancelAsync();
            await pipe.Reader.CompleteAsync();
            await writing;
        }
    }

    /// <summary>Writes at once, with further hidden sheets.</summary>
    internal void Write(Stream target, IEnumerable<IReadOnlyList<object?>> rows, params IReadOnlyList<HiddenSheet> hidden)
    {
        using var source = rows.GetEnumerator();
        target.SaveAs(
            new Book(Sheets(source, [.. hidden, new HiddenSheet(SheetMark.SheetName, [mark.Kind], [[mark.Version]])])),
            configuration: new OpenXmlConfiguration
            {
                DynamicColumns = [.. columns.Select(Describe)],
                DynamicSheets = [.. hidden.Select(h => h.Name).Append(SheetMark.SheetName).Select(h => new DynamicExcelSheet(h) { State = SheetState.Hidden })],
                StyleOptions = new OpenXmlStyleOptions { HeaderStyle = new OpenXmlHeaderStyle { BackgroundColor = HeaderColor } },
                BufferSize = BufferSize,
                EnableConvertByteArray = false,
            });
    }

    private static DynamicExcelColumn Describe(SheetColumn column, int place) =>
        new(Key(place)) { Name = CellText.Defuse(column.Title), Width = column.Width, Format = FormatOf(column.Format) };

    private static string Key(int place) => $"column {place}";

    private static string? FormatOf(SheetFormat format) => format switch
    {
        SheetFormat.Text => TextFormat,
        SheetFormat.Masked => "[Color16]@",
        SheetFormat.Time => @"yyyy\-mm\-dd\ hh:mm:ss",
        _ => null,
    };

    private void Write(PipeWriter output, IEnumerable<IReadOnlyList<object?>> rows)
    {
        try
        {
            Write(output.AsStream(leaveOpen: true), Guarded(rows, output));
            output.Complete();
        }
#pragma warning disable CA1031 // Whatever it is, the reader of the pipe throws it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            output.Complete(failure);
        }
    }

    // Completes the output before MiniExcel closes the archive, so that the end of the file is not written.
    private static IEnumerable<IReadOnlyList<object?>> Guarded(IEnumerable<IReadOnlyList<object?>> rows, PipeWriter output)
    {
        using var source = rows.GetEnumerator();
        while (Next())
        {
            yield return source.Current;
        }

        bool Next()
        {
            try
            {
                return source.MoveNext();
            }
            catch (Exception failure)
            {
                output.Complete(failure);
                throw;
            }
        }
    }

    private IEnumerable<(string Name, Table Sheet)> Sheets(IEnumerator<IReadOnlyList<object?>> source, IEnumerable<HiddenSheet> hidden)
    {
        List<string> keys = [.. columns.Select((_, i) => Key(i))];
        var isMore = source.MoveNext();
        for (var number = 1; number == 1 || isMore; number++)
        {
            yield return (number == 1 ? name : $"{name} {number}", new Table(keys, Part));
        }

        foreach (var sheet in hidden)
        {
            yield return (sheet.Name, new Table([.. sheet.Header.Select(CellText.Defuse)], () => sheet.Rows));
        }

        IEnumerable<IReadOnlyList<object?>> Part()
        {
            for (var row = 0; row < rowsPerSheet && isMore; row++, isMore = source.MoveNext())
            {
                Rows++;
                yield return source.Current;
            }
        }
    }

    /// <summary>What MiniExcel reads the rows of one sheet from.</summary>
    private sealed class Table(IReadOnlyList<string> keys, Func<IEnumerable<IReadOnlyList<object?>>> rows) : MiniExcelDataReaderBase
    {
        private IEnumerator<IReadOnlyList<object?>>? source;

        public override int FieldCount => keys.Count;

        public override string GetName(int i) => keys[i];

        public override bool Read() => (source ??= rows().GetEnumerator()).MoveNext();

        public override object? GetValue(int i) => source!.Current[i] switch
        {
            string text => CellText.Defuse(text),
            Sensitive hidden => hidden.Masked,
            DateTimeOffset time => BusinessTime.Local(time).DateTime,
            null or int or decimal => source.Current[i],
            var other => throw new NotSupportedException($"{other.GetType()} in a workbook"),
        };
    }

    /// <summary>MiniExcel wants a dictionary of sheets and only enumerates it; a further sheet is there once the one before is full.</summary>
    private sealed class Book(IEnumerable<(string Name, Table Sheet)> sheets) : Dictionary<string, object>, IEnumerable<KeyValuePair<string, object>>
    {
        IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() =>
            sheets.Select(s => KeyValuePair.Create<string, object>(s.Name, s.Sheet)).GetEnumerator();
    }
}

/// <summary>A hidden sheet of texts.</summary>
internal sealed record HiddenSheet(string Name, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string?>> Rows);
