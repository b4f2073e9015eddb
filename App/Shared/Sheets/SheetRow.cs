namespace WorkOrders.Shared.Sheets;

/// <summary>A row as it was read; empty cells are null, and cells beyond the last filled one are left out.</summary>
public sealed record SheetRow(int Number, IReadOnlyList<ReadCell> Cells)
{
    public ReadCell this[int column] => column < Cells.Count ? Cells[column] : default;
}

/// <summary>A cell as it was read: its text, or why it has none.</summary>
public readonly record struct ReadCell(string? Text, CellFault Fault = CellFault.None)
{
    public bool IsEmpty => Text is null && Fault == CellFault.None;
}

/// <summary>Why a cell isn't taken.</summary>
public enum CellFault
{
    None,
    Formula,
    Date,

    /// <summary>A number of more than 15 digits: the spreadsheet has rounded it already.</summary>
    LostDigits,
    Error,
}

/// <summary>A file that can't be read as rows; the reason is a person's to read.</summary>
public sealed class SheetRefusedException(Outcome reason) : Exception(reason.Reason)
{
    public SheetRefusedException(string reason, params object[] arguments)
        : this(Outcome.Refused(reason, arguments))
    {
    }

    public Outcome Reason { get; } = reason;
}
