using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>The template as a workbook: header with notes, dependent drop-down lists, and the version in a hidden sheet.</summary>
internal sealed class TemplateFile(OrderLists lists)
{
    private const string Lists = "_lists";
    private const int LastRow = ImportUpload.MostRows + 1;

    // Columns of the two parent/child lists in the hidden sheet, after one column for each template column.
    private static readonly int Topics = BatchTemplate.Columns.Count + 1;
    private static readonly int Subtopics = Topics + 2;

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        var columns = BatchTemplate.Columns.Select(c => new SheetColumn(c.Title, c.Width)).ToList();
        new SheetWriter(BatchTemplate.Name, columns, BatchTemplate.MarkOf(lists)).Write(stream, [], ListSheet());
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            Complete(document.WorkbookPart!);
        }

        return stream.ToArray();
    }

    // Adds what MiniExcel can't write.
    private void Complete(WorkbookPart book)
    {
        List<Sheet> sheets = [.. book.Workbook.Sheets!.Elements<Sheet>()];
        foreach (var hidden in sheets.Skip(1))
        {
            hidden.State = SheetStateValues.VeryHidden;
        }

        var part = (WorksheetPart)book.GetPartById(sheets[0].Id!.Value!);
        var sheet = part.Worksheet;
        foreach (var column in sheet.GetFirstChild<Columns>()!.Elements<Column>())
        {
            column.Style = TextStyle(book.WorkbookStylesPart!.Stylesheet);
        }

        sheet.RemoveAllChildren<AutoFilter>();
        sheet.InsertAfter(new DataValidations(Rules()), sheet.GetFirstChild<SheetData>());
        part.AddNewPart<WorksheetCommentsPart>().Comments = Comments();
        var notes = part.AddNewPart<VmlDrawingPart>();
        using var vml = new MemoryStream(Encoding.UTF8.GetBytes(Notes()));
        notes.FeedData(vml);
        sheet.Append(new LegacyDrawing { Id = part.GetIdOfPart(notes) });
    }

    // What is typed into an empty cell of the column stays text.
    private static uint TextStyle(Stylesheet styles)
    {
        var format = styles.NumberingFormats!.Elements<NumberingFormat>().First(f => f.FormatCode == SheetWriter.TextFormat).NumberFormatId!.Value;
        return (uint)styles.CellFormats!.Elements<CellFormat>().TakeWhile(f => f.NumberFormatId?.Value != format).Count();
    }

    private IEnumerable<DataValidation> Rules()
    {
        for (var i = 0; i < BatchTemplate.Columns.Count; i++)
        {
            var column = CellName.OfColumn(i + 1);
            if (BatchTemplate.Columns[i].Values(lists).Count() is var count and > 0)
            {
                yield return Rule(column, $"{Lists}!${column}$2:${column}${count + 1}");
            }
        }

        var (type, topic) = (Place(OrderFields.ProblemType), Place(OrderFields.ProblemTopic));
        yield return Rule(topic, Under(Topics, $"${type}2"));
        yield return Rule(Place(OrderFields.ProblemSubtopic), Under(Subtopics, $"${type}2&\"/\"&${topic}2"));
    }

    private static DataValidation Rule(string column, string formula) => new(new Formula1(formula))
    {
        Type = DataValidationValues.List,
        AllowBlank = true,
        ShowErrorMessage = true,
        ErrorTitle = BatchTemplate.Name,
        Error = "请从列表里选择",
        SequenceOfReferences = new([$"{column}2:{column}{LastRow}"]),
    };

    /// <summary>Formula for the range of values next to a key in the hidden sheet, where equal keys are adjacent.</summary>
    private static string Under(int place, string key)
    {
        var (keys, values) = (CellName.OfColumn(place), CellName.OfColumn(place + 1));
        return $"OFFSET({Lists}!${values}$1,MATCH({key},{Lists}!${keys}:${keys},0)-1,0,COUNTIF({Lists}!${keys}:${keys},{key}),1)";
    }

    private static string Place(FieldName field) => CellName.OfColumn(1 + BatchTemplate.Columns.Select((c, i) => (c.Field, i)).First(c => c.Field.Name == field).i);

    private HiddenSheet ListSheet()
    {
        var branches = BatchTemplate.Branches(lists).ToList();
        var (topics, subtopics) = (branches.Where(b => b.Length == 2).ToList(), branches.Where(b => b.Length == 3).ToList());
        List<(string Title, List<string> Values)> stacks =
        [
            .. BatchTemplate.Columns.Select(c => (c.Title, c.Values(lists).ToList())),
            (OrderFields.ProblemType.Text, [.. topics.Select(b => b[0])]),
            (OrderFields.ProblemTopic.Text, [.. topics.Select(b => b[1])]),
            (OrderFields.ProblemTopic.Text, [.. subtopics.Select(b => $"{b[0]}/{b[1]}")]),
            (OrderFields.ProblemSubtopic.Text, [.. subtopics.Select(b => b[2])]),
        ];
        var rows = Enumerable.Range(0, stacks.Max(s => s.Values.Count)).Select(row => stacks.Select(s => s.Values.ElementAtOrDefault(row)).ToList());
        return new HiddenSheet(Lists, [.. stacks.Select(s => s.Title)], [.. rows]);
    }

    private static Comments Comments() => new(
        new Authors(new Author(BatchTemplate.Name)),
        new CommentList(BatchTemplate.Columns.Select((c, i) => new Comment(new CommentText(new DocumentFormat.OpenXml.Spreadsheet.Text(c.Hint)))
        {
            Reference = $"{CellName.OfColumn(i + 1)}1",
            AuthorId = 0,
        })));

    // Spreadsheet applications still need VML to show notes.
    private static string Notes() => $"""
        <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="note" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>{string.Concat(Enumerable.Range(0, BatchTemplate.Columns.Count).Select(Note))}</xml>
        """;

    private static string Note(int column) => string.Create(CultureInfo.InvariantCulture, $"""
        <v:shape id="note{column}" type="#note" style="position:absolute;visibility:hidden;width:160pt;height:48pt" fillcolor="#ffffe1" o:insetmode="auto"><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>
        """);
}
