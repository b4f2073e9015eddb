using System.Text.RegularExpressions;
using WorkOrders.Shared;

namespace WorkOrders.Sheets;

/// <summary>What a spreadsheet program does to the texts and numbers of an import.</summary>
public static partial class CellRules
{
    public static readonly FieldRule EqualsSign = new("equals-sign", "{0}不能以等号开头");
    public static readonly FieldRule Formula = new("formula", "{0}是公式，请粘贴为值");
    public static readonly FieldRule DateCell = new("date-cell", "{0}是日期格式，请把单元格设为文本后填写");
    public static readonly FieldRule LostDigits = new("lost-digits", "{0}以数字存放，15 位以后已经丢失，请把单元格设为文本后重新填写");
    public static readonly FieldRule Scientific = new("scientific", "{0}是科学计数法（{1}），后面的位数已经丢失，请把单元格设为文本后重新填写");
    public static readonly FieldRule MayHaveLostZero = new("may-have-lost-zero", "{0}以数字存放，开头的 0 可能已经丢失，请核对");
    public static readonly FieldRule ErrorCell = new("error-cell", "{0}是错误值，请改正");

    /// <summary>Why the cell has no text; null when it has one or is empty.</summary>
    public static FieldError? FaultOf(FieldName field, ReadCell cell) =>
        cell.Fault == CellFault.None ? null : new FieldError(field.Text, RuleOf(cell.Fault).Text);

    /// <summary>A text that would be a formula.</summary>
    public static FieldError? FaultOfText(FieldName field, string? text) =>
        text?.TrimStart().StartsWith('=') == true ? new FieldError(field.Text, EqualsSign.Text) : null;

    /// <summary>A number that a spreadsheet program rounded before it became text.</summary>
    public static FieldError? FaultOfNumber(FieldName field, string? text) =>
        Normalise.Halfwidth(text) is var number && ScientificNumber().IsMatch(number) ? new FieldError(field.Text, Scientific.Text, Short(number)) : null;

    /// <summary>Zeros at the beginning are lost when a number is not stored as text; a mobile has none.</summary>
    public static FieldError? LossOf(FieldName field, ReadCell cell, bool isPhone) =>
        cell is { IsNumber: true, Text: { } text } && !(isPhone && PhoneNumber.Parse(text) is { IsMobile: true })
            ? new FieldError(field.Text, MayHaveLostZero.Text) : null;

    /// <summary>The beginning of a text for a message; numbers in it are masked.</summary>
    public static string Short(string text) =>
        Normalise.Whole(FreeText.MaskNumbers(text) is { Length: > 20 } masked ? Normalise.Start(masked, 20) + "…" : text);

    private static FieldRule RuleOf(CellFault fault) => fault switch
    {
        CellFault.Formula => Formula,
        CellFault.Date => DateCell,
        CellFault.LostDigits => LostDigits,
        _ => ErrorCell,
    };

    // 1.23457E+15: the shape in which a spreadsheet program writes a long number that was turned into text. Without a sign it needs a decimal part: 2E15 may be
    // a business number.
    [GeneratedRegex(
        @"^[0-9]([.,][0-9]+[Ee][+-]?|[Ee][+-])[0-9]{2,3}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScientificNumber();
}
