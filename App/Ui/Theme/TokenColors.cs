using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

namespace WorkOrders.Ui.Theme;

/// <summary>The colours of wwwroot/css/tokens.css by token name, for both themes.</summary>
public sealed partial class TokenColors
{
    private const string DarkBlock = "[data-theme=\"dark\"]";

    /// <summary>Reads the stylesheet. Throws when it is missing: the product can't look like anything then.</summary>
    public TokenColors(IFileInfo stylesheet)
    {
        ArgumentNullException.ThrowIfNull(stylesheet);
        using var reader = new StreamReader(stylesheet.CreateReadStream());
        var text = reader.ReadToEnd();
        var dark = text.IndexOf(DarkBlock, StringComparison.Ordinal);
        Light = ColorsOf(text[..dark]);
        Dark = ColorsOf(text[dark..]);
    }

    public IReadOnlyDictionary<string, string> Light { get; }

    public IReadOnlyDictionary<string, string> Dark { get; }

    private static Dictionary<string, string> ColorsOf(string block) =>
        Declaration().Matches(block).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["color"].Value, StringComparer.Ordinal);

    [GeneratedRegex("--(?<name>[a-z0-9-]+): (?<color>#[0-9a-f]{6});", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
