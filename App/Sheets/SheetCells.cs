using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using WorkOrders.Database;

namespace WorkOrders.Sheets;

/// <summary>Reads the cells of a row, using the workbook's shared strings and date styles. Formulas are not evaluated.</summary>
internal sealed class SheetCells(WorkbookPart book)
{
    private const int MostColumns = 200;
    private const int MostSharedCharacters = 150_000_000;

    private readonly List<string> shared = ReadShared(book);
    private readonly SheetDates dates = new(book.WorkbookStylesPart?.Stylesheet);

    /// <summary>Reads the current row element. Cells out of column order are ignored.</summary>
    public List<ReadCell> ReadRow(SheetPart sheet)
    {
        var cells = new List<ReadCell>();
        for (var end = sheet.Enter(); sheet.Next(end);)
        {
            if (sheet.Element == "c")
            {
                var column = ColumnOf(sheet.Attribute("r")) ?? cells.Count;
                var cell = ReadCell(sheet);
                if (column < MostColumns && column >= cells.Count && !cell.IsEmpty)
                {
                    while (cells.Count < column)
                    {
                        cells.Add(default);
                    }

                    cells.Add(cell);
                }
            }
        }

        return cells;
    }

    private static List<string> ReadShared(WorkbookPart book)
    {
        var texts = new List<string>();
        if (book.SharedStringTablePart is not { } part)
        {
            return texts;
        }

        using var table = new SheetPart(part);
        long characters = 0;
        while (table.Advance())
        {
            if (table.Element == "si")
            {
                texts.Add(table.RichText());
                characters += texts[^1].Length + 16;
                if (characters > MostSharedCharacters)
                {
                    throw SheetPackage.TooLarge();
                }
            }
        }

        return texts;
    }

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(3))
        {
            column = (column * 26) + (c - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }

    private ReadCell ReadCell(SheetPart sheet)
    {
        var (type, style) = (sheet.Attribute("t"), sheet.Attribute("s"));
        var (value, isFormula) = ((string?)null, false);
        for (var end = sheet.Enter(); sheet.Next(end);)
        {
            isFormula |= sheet.Element == "f";
            value = sheet.Element switch { "v" => sheet.Value(), "is" => sheet.RichText(), _ => value };
        }

        return isFormula ? new ReadCell(null, CellFault.Formula) : Interpret(type, style, value);
    }

    private ReadCell Interpret(string? type, string? style, string? value) => (type, value) switch
    {
        (_, null or "") => default,
        ("s", _) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? Text(shared[index]) : new ReadCell(null, CellFault.Error),
        ("inlineStr" or "str", _) => Text(value),
        ("b", _) => Text(value == "1" ? "TRUE" : "FALSE"),
        ("e", _) => new ReadCell(null, CellFault.Error),
        ("d", _) => new ReadCell(null, CellFault.Date),
        _ => Number(value, style),
    };

    private static ReadCell Text(string text) => string.IsNullOrWhiteSpace(text) ? default : new ReadCell(CellText.Undo(text));

    private ReadCell Number(string value, string? style) =>
        !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) ? new ReadCell(null, CellFault.Error)
        : dates.Has(style) ? new ReadCell(null, CellFault.Date)
        : Math.Abs(number) >= 1e15 ? new ReadCell(null, CellFault.LostDigits)
        : new ReadCell(((decimal)number).ToString("0.##########", CultureInfo.InvariantCulture));
}
