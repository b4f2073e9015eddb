using System.Globalization;
using System.Security;
using System.Text;

namespace WorkOrders.Sheets;

/// <summary>The fixed parts of a workbook. The content types come first in the file: every .xml part is a sheet unless it is listed there.</summary>
internal static class SheetXml
{
    public const int PlainStyle = 0;
    public const int HeaderStyle = 1;
    public const int TimeStyle = 2;
    public const int MaskedStyle = 3;
    public const int TextStyle = 4;

    public const string ContentTypes = Declaration + """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
        """;

    public const string PackageRelations = Declaration + """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    // Styles: 0 plain, 1 header, 2 time, 3 masked, 4 text (keeps typed values as text).
    public const string Styles = Declaration + """
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="11"/><color rgb="FF808080"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF3"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Start of a sheet: frozen header row and column widths.</summary>
    public static string SheetStart(IEnumerable<SheetColumn> columns, bool isFirst)
    {
        var text = new StringBuilder(Declaration).Append("<worksheet xmlns=\"").Append(Main).Append("\"><sheetViews><sheetView workbookViewId=\"0\"")
            .Append(isFirst ? " tabSelected=\"1\"" : "")
            .Append("><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        foreach (var (column, number) in columns.Select((c, i) => (c, i + 1)))
        {
            text.Append(CultureInfo.InvariantCulture, $"""<col min="{number}" max="{number}" width="{column.Width:0.##}" style="{TextStyle}" customWidth="1"/>""");
        }

        return text.Append("</cols><sheetData>").ToString();
    }

    public static string SheetEnd(int columns, long rows) => string.Create(CultureInfo.InvariantCulture, $"""</sheetData><autoFilter ref="A1:{ColumnName(columns)}{rows}"/></worksheet>""");

    public static string MarkSheet(SheetMark mark) =>
        $"""{Declaration}<worksheet xmlns="{Main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{SecurityElement.Escape(mark.Kind)}</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>{SecurityElement.Escape(mark.Version)}</t></is></c></row></sheetData></worksheet>""";

    /// <summary>The workbook part with its sheets in order; the last one is the hidden mark.</summary>
    public static (string Workbook, string Relations) Workbook(IReadOnlyList<string> names)
    {
        var sheets = string.Concat(names.Select((name, i) =>
            $"""<sheet name="{SecurityElement.Escape(name)}" sheetId="{i + 1}"{(i == names.Count - 1 ? " state=\"veryHidden\"" : "")} r:id="rId{i + 1}"/>"""));
        var relations = string.Concat(names.Select((_, i) => $"""<Relationship Id="rId{i + 1}" Type="{Office}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>"""));
        return (
            $"""{Declaration}<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{sheets}</sheets></workbook>""",
            $"""{Declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}<Relationship Id="rId{names.Count + 1}" Type="{Office}/styles" Target="styles.xml"/></Relationships>""");
    }

    /// <summary>1 → A, 27 → AA.</summary>
    public static string ColumnName(int number)
    {
        var name = "";
        for (; number > 0; number = (number - 1) / 26)
        {
            name = (char)('A' + ((number - 1) % 26)) + name;
        }

        return name;
    }
}
