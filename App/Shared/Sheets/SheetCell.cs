namespace WorkOrders.Shared.Sheets;

/// <summary>One cell to be written: text, an instant as a date of Shanghai, or a number to calculate with. A masked one is drawn as such.</summary>
public readonly record struct SheetCell(string? Text, DateTimeOffset? Time = null, bool IsMasked = false, decimal? Number = null)
{
    public static implicit operator SheetCell(string? text) => new(text);

    public static SheetCell Of(decimal number) => new(null, Number: number);

    public static SheetCell At(DateTimeOffset? time) => new(null, time);

    public static SheetCell Masked(Sensitive? value) => new(value?.Masked, IsMasked: value is not null);
}

/// <summary>A column to be written; its width in characters.</summary>
public sealed record SheetColumn(string Title, double Width);

/// <summary>What a workbook says of itself in a hidden sheet: of which kind it is, and of which version.</summary>
public sealed record SheetMark(string Kind, string Version)
{
    public const string SheetName = "_meta";
}
