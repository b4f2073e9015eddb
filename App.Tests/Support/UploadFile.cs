using System.IO.Compression;
using System.Security;
using System.Text;
using WorkOrders.Import.Reading;
using WorkOrders.Sheets;

namespace WorkOrders.Tests.Support;

/// <summary>A workbook for upload tests, built by hand so that it can also be invalid.</summary>
internal sealed class UploadFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly List<string> rows = [];
    private string after = "";

    public UploadFile(SheetMark? mark, params IReadOnlyList<string> header)
    {
        Mark = mark;
        rows.Add(Row(header.Count > 0 ? header : [.. BatchTemplate.Columns.Select(c => c.Title)]));
    }

    private SheetMark? Mark { get; }

    /// <summary>Adds a row of texts by column title.</summary>
    public UploadFile With(params (string Column, string Text)[] cells) =>
        Raw([.. BatchTemplate.Columns.Select(c => cells.FirstOrDefault(x => x.Column == c.Title).Text is { } text ? Inline(text) : "")]);

    /// <summary>Adds a row of raw cell XML: each c element without its reference, such as <c>&lt;c&gt;&lt;v&gt;1&lt;/v&gt;&lt;/c&gt;</c>.</summary>
    public UploadFile Raw(IReadOnlyList<string> cells)
    {
        var number = rows.Count + 1;
        rows.Add($"<row r=\"{number}\">{string.Concat(cells.Select((c, i) => c.Length == 0 ? "" : c.Replace("<c", $"<c r=\"{SheetXml.ColumnName(i + 1)}{number}\"", StringComparison.Ordinal)))}</row>");
        return this;
    }

    public UploadFile Merged(string reference)
    {
        after = $"<mergeCells count=\"1\"><mergeCell ref=\"{reference}\"/></mergeCells>";
        return this;
    }

    public static string Inline(string text) => $"<c t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>";

    public MemoryStream Build()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var (book, relations) = SheetXml.Workbook(Mark is null ? ["单", "空"] : ["单", SheetMark.SheetName]);
            Add(zip, "[Content_Types].xml", SheetXml.ContentTypes);
            Add(zip, "_rels/.rels", SheetXml.PackageRelations);
            Add(zip, "xl/workbook.xml", book);
            Add(zip, "xl/_rels/workbook.xml.rels", relations);
            Add(zip, "xl/styles.xml", SheetXml.Styles);
            Add(zip, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(rows)}</sheetData>{after}</worksheet>");
            Add(zip, "xl/worksheets/sheet2.xml", SheetXml.MarkSheet(Mark ?? new SheetMark("", "")));
        }

        stream.Position = 0;
        return stream;
    }

    internal static void Add(ZipArchive zip, string path, string content)
    {
        using var part = zip.CreateEntry(path).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }

    private static string Row(IEnumerable<string> texts) => $"<row r=\"1\">{string.Concat(texts.Select((t, i) => Inline(t).Replace("<c", $"<c r=\"{SheetXml.ColumnName(i + 1)}1\"", StringComparison.Ordinal)))}</row>";
}
