using System.Globalization;
using System.Security;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>The template as a workbook: header with notes, dependent drop-down lists, and the version in a hidden sheet.</summary>
internal sealed class TemplateFile(OrderLists lists)
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Lists = "_lists";
    private const int LastRow = ImportUpload.MostRows + 1;

    // Columns of the two parent/child lists in the hidden sheet, after one column for each template column.
    private static readonly int Topics = BatchTemplate.Columns.Count + 1;
    private static readonly int Subtopics = Topics + 2;

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            Feed(book.AddNewPart<WorkbookStylesPart>("styles"), SheetXml.Styles);
            var sheet = book.AddNewPart<WorksheetPart>("sheet");
            Feed(sheet.AddNewPart<WorksheetCommentsPart>("comments"), Comments());
            Feed(sheet.AddNewPart<VmlDrawingPart>("notes"), Notes());
            Feed(sheet, Sheet());
            Feed(book.AddNewPart<WorksheetPart>("lists"), ListSheet());
            Feed(book.AddNewPart<WorksheetPart>("meta"), SheetXml.MarkSheet(BatchTemplate.MarkOf(lists)));
            Feed(book, $"""
                {Declaration}<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="{BatchTemplate.Name}" sheetId="1" r:id="sheet"/><sheet name="{Lists}" sheetId="2" state="veryHidden" r:id="lists"/><sheet name="{SheetMark.SheetName}" sheetId="3" state="veryHidden" r:id="meta"/></sheets></workbook>
                """);
        }

        return stream.ToArray();
    }

    private static void Feed(OpenXmlPart part, string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml.Trim()));
        part.FeedData(stream);
    }

    private string Sheet()
    {
        var columns = BatchTemplate.Columns;
        var text = new StringBuilder($"""{Declaration}<worksheet xmlns="{Main}" xmlns:r="{Office}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        for (var i = 1; i <= columns.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""<col min="{i}" max="{i}" width="{columns[i - 1].Width}" style="{SheetXml.TextStyle}" customWidth="1"/>""");
        }

        text.Append("</cols><sheetData>").Append(Row(1, columns.Select(c => c.Title), SheetXml.HeaderStyle)).Append("</sheetData>");
        var rules = Rules().ToList();
        text.Append(CultureInfo.InvariantCulture, $"""<dataValidations count="{rules.Count}">""").AppendJoin("", rules).Append("""</dataValidations><legacyDrawing r:id="notes"/></worksheet>""");
        return text.ToString();
    }

    private IEnumerable<string> Rules()
    {
        for (var i = 0; i < BatchTemplate.Columns.Count; i++)
        {
            var column = SheetXml.ColumnName(i + 1);
            if (BatchTemplate.Columns[i].Values(lists).Count() is var count and > 0)
            {
                yield return Rule(column, $"{Lists}!${column}$1:${column}${count}");
            }
        }

        var (type, topic) = (Place(OrderFields.ProblemType), Place(OrderFields.ProblemTopic));
        yield return Rule(topic, Under(Topics, $"${type}2"));
        yield return Rule(Place(OrderFields.ProblemSubtopic), Under(Subtopics, $"${type}2&\"/\"&${topic}2"));
    }

    private static string Rule(string column, string formula) => string.Create(CultureInfo.InvariantCulture, $"""
        <dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="{BatchTemplate.Name}" error="请从列表里选择" sqref="{column}2:{column}{LastRow}"><formula1>{SecurityElement.Escape(formula)}</formula1></dataValidation>
        """);

    /// <summary>Formula for the range of values next to a key in the hidden sheet, where equal keys are adjacent.</summary>
    private static string Under(int place, string key)
    {
        var (keys, values) = (SheetXml.ColumnName(place), SheetXml.ColumnName(place + 1));
        return $"OFFSET({Lists}!${values}$1,MATCH({key},{Lists}!${keys}:${keys},0)-1,0,COUNTIF({Lists}!${keys}:${keys},{key}),1)";
    }

    private static string Place(FieldName field) => SheetXml.ColumnName(1 + BatchTemplate.Columns.Select((c, i) => (c.Field, i)).First(c => c.Field.Name == field).i);

    private string ListSheet()
    {
        var branches = BatchTemplate.Branches(lists).ToList();
        var stacks = BatchTemplate.Columns.Select(c => c.Values(lists).ToList()).ToList();
        var (topics, subtopics) = (branches.Where(b => b.Length == 2).ToList(), branches.Where(b => b.Length == 3).ToList());
        stacks.Add([.. topics.Select(b => b[0])]);
        stacks.Add([.. topics.Select(b => b[1])]);
        stacks.Add([.. subtopics.Select(b => $"{b[0]}/{b[1]}")]);
        stacks.Add([.. subtopics.Select(b => b[2])]);
        var text = new StringBuilder($"""{Declaration}<worksheet xmlns="{Main}"><sheetData>""");
        for (var row = 1; row <= stacks.Max(s => s.Count); row++)
        {
            text.Append(Row(row, stacks.Select(s => s.ElementAtOrDefault(row - 1)), SheetXml.TextStyle));
        }

        return text.Append("</sheetData></worksheet>").ToString();
    }

    private static string Row(int row, IEnumerable<string?> texts, int style)
    {
        var cells = texts.Select((t, i) => t is null ? "" : string.Create(CultureInfo.InvariantCulture, $"""<c r="{SheetXml.ColumnName(i + 1)}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{SecurityElement.Escape(CellText.Defuse(t))}</t></is></c>"""));
        return string.Create(CultureInfo.InvariantCulture, $"""<row r="{row}">{string.Concat(cells)}</row>""");
    }

    private static string Comments() => $"""
        {Declaration}<comments xmlns="{Main}"><authors><author>{BatchTemplate.Name}</author></authors><commentList>{string.Concat(BatchTemplate.Columns.Select((c, i) => $"""<comment ref="{SheetXml.ColumnName(i + 1)}1" authorId="0"><text><t>{SecurityElement.Escape(c.Hint)}</t></text></comment>"""))}</commentList></comments>
        """;

    // Spreadsheet applications still need VML to show notes.
    private static string Notes() => $"""
        <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="note" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>{string.Concat(Enumerable.Range(0, BatchTemplate.Columns.Count).Select(Note))}</xml>
        """;

    private static string Note(int column) => string.Create(CultureInfo.InvariantCulture, $"""
        <v:shape id="note{column}" type="#note" style="position:absolute;visibility:hidden;width:160pt;height:48pt" fillcolor="#ffffe1" o:insetmode="auto"><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>
        """);
}
