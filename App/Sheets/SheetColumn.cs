namespace WorkOrders.Sheets;

/// <summary>A column to write; width in characters.</summary>
public sealed record SheetColumn(string Title, double Width, SheetFormat Format = SheetFormat.Text);

/// <summary>How the cells of a column look.</summary>
public enum SheetFormat
{
    /// <summary>Also what is typed into the cells later stays text.</summary>
    Text,

    /// <summary>Text in grey.</summary>
    Masked,
    Time,
    Number,
}

/// <summary>Kind and version of a workbook, stored in a hidden sheet.</summary>
public sealed record SheetMark(string Kind, string Version)
{
    public const string SheetName = "_meta";
}
