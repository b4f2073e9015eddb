namespace WorkOrders.Sheets;

/// <summary>Names of cells and columns: A1, AA.</summary>
internal static class CellName
{
    public const int MostColumns = 16_384;
    public const int MostRows = 1_048_576;

    /// <summary>1 → A, 27 → AA.</summary>
    public static string OfColumn(int number) => (number > 26 ? OfColumn((number - 1) / 26) : "") + (char)('A' + ((number - 1) % 26));

    /// <summary>The name of a cell; column and row begin at 1.</summary>
    public static string Of(int column, int row) => $"{OfColumn(column)}{row}";

    /// <summary>The column of a reference, beginning at 1; 0 when it has none that a sheet can have.</summary>
    public static int ColumnOf(ReadOnlySpan<char> reference)
    {
        var column = 0;
        foreach (var c in reference[..Math.Min(4, reference.Length)])
        {
            if (!char.IsAsciiLetterUpper(c))
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
        }

        return column <= MostColumns ? column : 0;
    }
}
