namespace WorkOrders.Sheets;

/// <summary>A row that was read. Empty cells are null; cells after the last filled one are omitted.</summary>
public sealed record SheetRow(int Number, IReadOnlyList<ReadCell> Cells)
{
    /// <summary>Hidden by a filter or by hand, or without height: the person does not see it in their spreadsheet program.</summary>
    public bool IsHidden { get; init; }

    public ReadCell this[int column] => column < Cells.Count ? Cells[column] : default;
}

/// <summary>A cell that was read: its text, or why it has none.</summary>
public readonly record struct ReadCell(string? Text, CellFault Fault = CellFault.None)
{
    /// <summary>Stored as a number: zeros at its beginning would be lost.</summary>
    public bool IsNumber { get; init; }

    public bool IsEmpty => Text is null && Fault == CellFault.None;
}

/// <summary>Why a cell can't be used.</summary>
public enum CellFault
{
    None,
    Formula,
    Date,

    /// <summary>A number with more than 15 digits, already rounded by the spreadsheet program.</summary>
    LostDigits,
    Error,
}
