using WorkOrders.Shared;

namespace WorkOrders.Sheets;

/// <summary>A cell to write: text, a time shown in Shanghai time, or a number. Masked values have their own style.</summary>
public readonly record struct SheetCell(string? Text, DateTimeOffset? Time = null, bool IsMasked = false, decimal? Number = null)
{
    public static implicit operator SheetCell(string? text) => new(text);

    public static SheetCell Of(decimal number) => new(null, Number: number);

    public static SheetCell At(DateTimeOffset? time) => new(null, time);

    public static SheetCell Masked(Sensitive? value) => new(value?.Masked, IsMasked: value is not null);
}

/// <summary>A column to write; width in characters.</summary>
public sealed record SheetColumn(string Title, double Width);

/// <summary>Kind and version of a workbook, stored in a hidden sheet.</summary>
public sealed record SheetMark(string Kind, string Version)
{
    public const string SheetName = "_meta";
}
