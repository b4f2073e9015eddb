using Microsoft.Extensions.FileProviders;
using MudBlazor;
using MudBlazor.Utilities;
using WorkOrders.Ui.Theme;

namespace WorkOrders.Tests.Ui;

/// <summary>MudBlazor's theme is the product's tokens, and readable in light and dark.</summary>
public sealed class ThemeTests
{
    private static readonly TokenColors Tokens = new(new PhysicalFileProvider(Repository.PathOf("wwwroot", "css")).GetFileInfo("tokens.css"));

    public static TheoryData<bool, string> Pairs()
    {
        var pairs = new TheoryData<bool, string>();
        foreach (var isDark in new[] { false, true })
        {
            foreach (var pair in Checked(isDark).Keys)
            {
                pairs.Add(isDark, pair);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_has_a_contrast_of_4_5_and_the_border_of_a_field_3(bool isDark, string pair)
    {
        var (front, back) = Checked(isDark)[pair];
        Assert.InRange(Contrast(front, back), pair.StartsWith("border", StringComparison.Ordinal) ? 3 : 4.5, 21);
    }

    [Fact]
    public void Both_palettes_take_their_colours_from_the_tokens()
    {
        foreach (var (palette, tokens) in new (Palette, IReadOnlyDictionary<string, string>)[] { (Of(false).PaletteLight, Tokens.Light), (Of(true).PaletteDark, Tokens.Dark) })
        {
            Assert.Equal(new MudColor(tokens["accent-fill"]), palette.Primary);
            Assert.Equal(new MudColor(tokens["surface"]), palette.Surface);
            Assert.Equal(new MudColor(tokens["text"]), palette.TextPrimary);
            Assert.Equal(new MudColor(tokens["red"]), palette.Error);
            Assert.Equal(new MudColor(tokens["field-line"]), palette.LinesInputs);
        }
    }

    private static MudTheme Of(bool isDark) => ProductTheme.Of(Tokens, isDark);

    private static Dictionary<string, (MudColor Front, MudColor Back)> Checked(bool isDark)
    {
        var theme = Of(isDark);
        Palette p = isDark ? theme.PaletteDark : theme.PaletteLight;
        return new(StringComparer.Ordinal)
        {
            ["text"] = (p.TextPrimary, p.Surface),
            ["text on the page"] = (p.TextPrimary, p.Background),
            ["secondary text"] = (p.TextSecondary, p.Surface),
            ["disabled text"] = (p.TextDisabled, p.Surface),
            ["primary button"] = (p.PrimaryContrastText, p.Primary),
            ["accent"] = (p.Secondary, p.Surface),
            ["information"] = (p.Info, p.Surface),
            ["success"] = (p.Success, p.Surface),
            ["warning"] = (p.Warning, p.Surface),
            ["error"] = (p.Error, p.Surface),
            ["text on error"] = (p.ErrorContrastText, p.Error),
            ["text on warning"] = (p.WarningContrastText, p.Warning),
            ["text on success"] = (p.SuccessContrastText, p.Success),
            ["text on information"] = (p.InfoContrastText, p.Info),
            ["border of a field"] = (p.LinesInputs, p.Surface),
        };
    }

    // WCAG 2.2, relative luminance.
    private static double Contrast(MudColor one, MudColor other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return Math.Round((Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05), 2);
    }

    private static double Luminance(MudColor color)
    {
        static double Linear(byte part)
        {
            var value = part / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Linear(color.R)) + (0.7152 * Linear(color.G)) + (0.0722 * Linear(color.B));
    }
}
