using System.Diagnostics.CodeAnalysis;
using WorkOrders.Files;
using WorkOrders.Sheets;

namespace WorkOrders.Tests.Sheets;

/// <summary>Sheets that are unusual but readable, and those that are refused before MiniExcel would misread them or not come to an end.</summary>
public sealed class SheetReaderTests
{
    [Theory]
    [InlineData("<row r='1'><c r='A1'><v>1</v></c></row><row r='2'/><row r='3'></row><row r='5' ht='20'/><row r='7'><c r='B7'><v>2</v></c></row>", "1:1 7:,2")]
    [InlineData("<row><c><v>1</v></c><c><v>2</v></c></row><row><c t='inlineStr'><is><t/></is></c><c><v>3</v></c></row>", "1:1,2 2:,3")]
    [InlineData("<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>", "1:1")]
    [InlineData(
        "<row r='2'><c r='A2'><v>1</v></c></row><row r='2'><c r='A2'><f>A1</f></c></row><row r='4'><c r='A4'><v>3</v></c></row><row r='6'><c r='A6' t='e'><v>#N/A</v></c></row>",
        "2:1 3:Formula 4:3 6:Error")]
    [InlineData(
        "<row r='1'><c r='A1' t='inlineStr'><is><r><t>a_x0041_</t></r><rPh><t>x</t></rPh><r><t>𠮷</t></r></is></c><c r='B1' t='b'><v>1</v></c><c r='C1' t='s'><v>0</v></c></row>",
        "1:aA𠮷,TRUE,共享")]
    public void Unusual_rows_are_read_with_their_numbers(string rows, string read)
    {
        using var file = Sheet(rows);

        Assert.Equal(read, string.Join(' ', SheetReader.Open(file).Rows().Select(r => $"{r.Number}:{string.Join(',', r.Cells.Select(Told)).TrimEnd(',')}")));
    }

    [Theory]
    [InlineData("<row r='1048577'><c r='A1048577'><v>1</v></c></row>")]
    [InlineData("<row r='2147483647'><c r='A1'><v>1</v></c></row>")]
    [InlineData("<row r='1048576'/><row r='1'/><row r='1048576'/>")]
    [InlineData("<row r='0'><c r='A1'><v>1</v></c></row>")]
    [InlineData("<row r='1'><c r='A1'><v>1</v></c><c><v>2</v></c></row>")]
    [InlineData("<row r='1'><c r='?'><v>1</v></c></row>")]
    [InlineData("<row r='1'><c><v>1</v></c></row>", "<dimension ref='A1:B2'/>")]
    [InlineData("<row r='1'><c r='A1' t='s'><v>0</v></c></row>", "", "xl/sharedStrings.xml")]
    public void What_would_be_misread_or_never_end_is_refused(string rows, string before = "", string? missing = null)
    {
        using var file = missing is null ? Sheet(rows, before) : UploadFile.Rewritten(Sheet(rows, before), missing, _ => null);

        var refused = Assert.Throws<FileRefusedException>(() => SheetReader.Open(file).Rows().Count());

        Assert.Equal("文件已损坏，没有读完，请重新保存后再上传", refused.Reason.Reason);
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        string[] texts = ["=1+1", "𠮷 _x0041_ <&>'\"", "00012345678901234567", "两\n行", new('长', 32_767)];
        using var file = new MemoryStream();
        new SheetWriter("单", [.. texts.Select(t => new SheetColumn(t[..1], 10))], new SheetMark("test", "7")).Write(file, [texts]);

        var reader = SheetReader.Open(file);

        Assert.Equal(new SheetMark("test", "7"), reader.Mark);
        Assert.Equal(texts, reader.Rows().Skip(1).Single().Cells.Select(Told));
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var file = Sheet("<row r='1'><c r='A1'><v>1</v></c></row>");
        using var gone = new CancellationTokenSource();
        var rows = SheetReader.Open(file, cancellation: gone.Token).Rows();
        gone.Cancel();

        Assert.Throws<OperationCanceledException>(() => rows.Count());
        Assert.Throws<OperationCanceledException>(() => SheetReader.Open(file, cancellation: gone.Token));
    }

    private static string? Told(ReadCell cell) => cell.Fault == CellFault.None ? cell.Text : $"{cell.Fault}";

    [SuppressMessage("Reliability", "CA2000", Justification = "Memory only.")]
    private static MemoryStream Sheet(string rows, string before = "") => UploadFile.Rewritten(
        new UploadFile(null).Build(),
        "xl/worksheets/sheet1.xml",
        _ => $"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>{before}<sheetData>{rows}</sheetData></worksheet>");
}
