using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;

namespace WorkOrders.Sheets;

/// <summary>Finds the cell styles that format a number as a date or time.</summary>
internal sealed class SheetDates
{
    private readonly HashSet<int> styles = [];

    public SheetDates(Stylesheet? stylesheet)
    {
        var own = stylesheet?.NumberingFormats?.Elements<NumberingFormat>()
            .Where(f => f.NumberFormatId is not null && IsDate(f.FormatCode?.Value ?? "")).Select(f => f.NumberFormatId!.Value).ToHashSet() ?? [];
        foreach (var (format, index) in (stylesheet?.CellFormats?.Elements<CellFormat>() ?? []).Select((f, i) => (f.NumberFormatId?.Value ?? 0, i)))
        {
            if (own.Contains(format) || format is >= 14 and <= 22 or >= 27 and <= 36 or >= 45 and <= 47 or >= 50 and <= 58)
            {
                styles.Add(index);
            }
        }
    }

    public bool Has(string? style) => int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && styles.Contains(index);

    // Looks for date letters outside of quoted text and brackets such as [Red].
    private static bool IsDate(string format)
    {
        var (quoted, bracketed) = (false, false);
        foreach (var c in format)
        {
            quoted ^= c == '"';
            bracketed = (bracketed || c == '[') && c != ']';
            if (!quoted && !bracketed && (c is 'y' or 'Y' or 'm' or 'd' or 'h' or 's' or '年'))
            {
                return true;
            }
        }

        return false;
    }
}
