using System.Diagnostics.CodeAnalysis;

namespace WorkOrders.Shared;

/// <summary>Normalises typed text for storage: trimmed, without control characters, empty as null.</summary>
public static class Normalise
{
    public static string? Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var trimmed = text.Trim();
        return trimmed.Any(IsUnwanted) ? new string([.. trimmed.Where(c => !IsUnwanted(c))]).Trim() is { Length: > 0 } clean ? clean : null : trimmed;
    }

    /// <summary>Converts full-width digits, letters and signs （１３８） from Chinese input methods to half-width.</summary>
    [return: NotNull]
    public static string Halfwidth(string? text) => string.Create(text?.Length ?? 0, text ?? "", static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = source[i] switch
            {
                '\u3000' => ' ',
                >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                _ => source[i],
            };
        }
    }).Trim();

    private static bool IsUnwanted(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
