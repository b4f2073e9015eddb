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
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private const string Types = $"""
        <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="{Sheet}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="{Sheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Sheet}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{Sheet}.sharedStrings+xml"/></Types>
        """;

    // Style 2 is a time, 3 a Chinese date of the built-in formats, 4 an own format with a letter that isn't in quotes.
    private const string Styles = $"""
        <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy年m月"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="31"/><xf numFmtId="165"/></cellXfs></styleSheet>
        """;

    private readonly List<string> rows = [];
    private string before = "";
    private string after = "";
    private bool isBehindAnother;

    public UploadFile(SheetMark? mark, params IReadOnlyList<string> header)
    {
        Mark = mark;
        rows.Add(Row(header.Count > 0 ? header : [.. BatchTemplate.Columns.Select(c => c.Title)]));
    }

    /// <summary>The columns that <see cref="With"/> fills, in the order of the sheet.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [.. BatchTemplate.Columns.Select(c => c.Title)];

    private SheetMark? Mark { get; }

    /// <summary>Adds a row of texts by column title.</summary>
    public UploadFile With(params (string Column, string Text)[] cells) =>
        Raw([.. Titles.Select(title => cells.FirstOrDefault(x => x.Column == title).Text is { } text ? Inline(text) : "")]);

    /// <summary>Adds a row of raw cell XML: each c element without its reference, such as <c>&lt;c&gt;&lt;v&gt;1&lt;/v&gt;&lt;/c&gt;</c>.</summary>
    public UploadFile Raw(IReadOnlyList<string> cells)
    {
        var number = rows.Count + 1;
        rows.Add($"<row r=\"{number}\">{string.Concat(cells.Select((c, i) => c.Length == 0 ? "" : c.Replace("<c", $"<c r=\"{(char)('A' + i)}{number}\"", StringComparison.Ordinal)))}</row>");
        return this;
    }

    /// <summary>Hides the last row, as a filter does.</summary>
    public UploadFile Hidden()
    {
        rows[^1] = rows[^1].Replace("<row ", "<row hidden=\"1\" ", StringComparison.Ordinal);
        return this;
    }

    /// <summary>Gives the last row no height.</summary>
    public UploadFile Flat()
    {
        rows[^1] = rows[^1].Replace("<row ", "<row ht=\"0\" customHeight=\"1\" ", StringComparison.Ordinal);
        return this;
    }

    /// <summary>Describes the columns: their col elements.</summary>
    public UploadFile WithColumns(string elements)
    {
        before = $"<cols>{elements}</cols>";
        return this;
    }

    /// <summary>Gives the sheet the name of the template and puts another sheet before it.</summary>
    public UploadFile BehindAnother()
    {
        isBehindAnother = true;
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
            Add(zip, "[Content_Types].xml", Types);
            Add(zip, "_rels/.rels", Relations(("officeDocument", "xl/workbook.xml")));
            Add(zip, "xl/workbook.xml", $"""
                <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{(isBehindAnother ? "<sheet name=\"说明\" sheetId=\"5\" r:id=\"rId5\"/>" : "")}<sheet name="{(isBehindAnother ? BatchTemplate.Name : "单")}" sheetId="1" r:id="rId1"/><sheet name="{(Mark is null ? "空" : SheetMark.SheetName)}" sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>
                """);
            Add(zip, "xl/_rels/workbook.xml.rels", Relations(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"), ("worksheet", "worksheets/sheet3.xml")));
            Add(zip, "xl/styles.xml", Styles);
            Add(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\"><si><t>共享</t></si></sst>");
            Add(zip, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\">{before}<sheetData>{string.Concat(rows)}</sheetData>{after}</worksheet>");
            Add(zip, "xl/worksheets/sheet3.xml", $"<worksheet xmlns=\"{Main}\"><sheetData/></worksheet>");
            Add(zip, "xl/worksheets/sheet2.xml", $"""
                <worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{Mark?.Kind}</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>{Mark?.Version}</t></is></c></row></sheetData></worksheet>
                """);
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>A copy of a workbook with one part changed, or left out if the change returns null.</summary>
    public static MemoryStream Rewritten(MemoryStream file, string part, Func<string, string?> change)
    {
        var copy = new MemoryStream();
        using (var from = new ZipArchive(file))
        using (var to = new ZipArchive(copy, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                var text = reader.ReadToEnd();
                if ((entry.FullName == part ? change(text) : text) is { } content)
                {
                    Add(to, entry.FullName, content);
                }
            }
        }

        copy.Position = 0;
        return copy;
    }

    internal static void Add(ZipArchive zip, string path, string content)
    {
        using var part = zip.CreateEntry(path).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }

    private static string Relations(params IEnumerable<(string Type, string Target)> targets) =>
        $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(targets.Select((t, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Office}/{t.Type}\" Target=\"{t.Target}\"/>"))}</Relationships>";

    private static string Row(IEnumerable<string> texts) => $"<row r=\"1\">{string.Concat(texts.Select((t, i) => Inline(t).Replace("<c", $"<c r=\"{(char)('A' + i)}1\"", StringComparison.Ordinal)))}</row>";
}
