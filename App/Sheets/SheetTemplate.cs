using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace WorkOrders.Sheets;

/// <summary>
/// A template for an import as a workbook: header with notes, drop-down lists, text cells, and the version in a hidden sheet.
/// </summary>
internal sealed class SheetTemplate(string name, IReadOnlyList<SheetTemplateColumn> columns, SheetMark mark, int mostRows)
{
    /// <summary>The hidden sheet with the values of the lists.</summary>
    public const string Lists = "_lists";

    /// <summary>Stacks of the hidden sheet behind those of the columns.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<string> Values)> MoreLists { get; init; } = [];

    /// <summary>Drop-down lists that depend on another column: the name of the column and the formula of its values.</summary>
    public IReadOnlyList<(string Column, string Formula)> MoreRules { get; init; } = [];

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        new SheetWriter(name, [.. columns.Select(c => new SheetColumn(c.Title, c.Width))], mark).Write(stream, [], ListSheet());
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
        for (var i = 0; i < columns.Count; i++)
        {
            var column = CellName.OfColumn(i + 1);
            if (columns[i].Values.Count is var count and > 0)
            {
                yield return Rule(column, $"{Lists}!${column}$2:${column}${count + 1}");
            }
        }

        foreach (var (column, formula) in MoreRules)
        {
            yield return Rule(column, formula);
        }
    }

    private DataValidation Rule(string column, string formula) => new(new Formula1(formula))
    {
        Type = DataValidationValues.List,
        AllowBlank = true,
        ShowErrorMessage = true,
        ErrorTitle = name,
        Error = "请从列表里选择",
        SequenceOfReferences = new([$"{column}2:{column}{mostRows + 1}"]),
    };

    private HiddenSheet ListSheet()
    {
        List<(string Title, IReadOnlyList<string> Values)> stacks = [.. columns.Select(c => (c.Title, c.Values)), .. MoreLists];
        var rows = Enumerable.Range(0, stacks.Max(s => s.Values.Count)).Select(row => stacks.Select(s => s.Values.ElementAtOrDefault(row)).ToList());
        return new HiddenSheet(Lists, [.. stacks.Select(s => s.Title)], [.. rows]);
    }

    private Comments Comments() => new(
        new Authors(new Author(name)),
        new CommentList(columns.Select((c, i) => new Comment(new CommentText(new Text(c.Hint)))
        {
            Reference = $"{CellName.OfColumn(i + 1)}1",
            AuthorId = 0,
        })));

    // Spreadsheet applications still need VML to show notes.
    private string Notes() => $"""
        <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="note" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>{string.Concat(Enumerable.Range(0, columns.Count).Select(Note))}</xml>
        """;

    private static string Note(int column) => string.Create(CultureInfo.InvariantCulture, $"""
        <v:shape id="note{column}" type="#note" style="position:absolute;visibility:hidden;width:160pt;height:48pt" fillcolor="#ffffe1" o:insetmode="auto"><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>
        """);
}

/// <summary>A column of a template; the values are those of its drop-down list, empty when there is none or when they depend on another column.</summary>
internal sealed record SheetTemplateColumn(string Title, string Hint, double Width, IReadOnlyList<string> Values);
