using MudBlazor;
using MudBlazor.Utilities;

namespace WorkOrders.Ui.Theme;

/// <summary>MudBlazor's theme in the product's colours and sizes. Both palettes come from the tokens, whose contrast is AA.</summary>
public static class ProductTheme
{
    /// <summary>The theme; the dark palette applies inside [data-theme="dark"].</summary>
    public static MudTheme Of(TokenColors colors, bool isDark)
    {
        ArgumentNullException.ThrowIfNull(colors);
        var theme = new MudTheme
        {
            PaletteLight = Fill(new PaletteLight(), colors.Light),
            PaletteDark = Fill(new PaletteDark(), colors.Dark),
            PseudoCss = new PseudoCss { Scope = isDark ? ":root[data-theme=\"dark\"]" : ":root" },
        };
        theme.LayoutProperties.DefaultBorderRadius = "4px";
        theme.LayoutProperties.AppbarHeight = "48px";
        theme.LayoutProperties.DrawerWidthLeft = "180px";
        theme.LayoutProperties.DrawerMiniWidthLeft = "56px";
        var text = theme.Typography;
        foreach (var style in new BaseTypography[] { text.Default, text.Body1, text.Body2, text.Subtitle1, text.Subtitle2, text.Button, text.Caption })
        {
            Set(style, "14px", "20px", "400");
        }

        Set(text.Caption, "12px", "16px", "400");
        Set(text.H6, "16px", "24px", "600");
        return theme;
    }

    // The font itself is the token --font (mud.css): MudBlazor would put each family into quotes, system-ui too.
    private static void Set(BaseTypography style, string size, string line, string weight)
    {
        style.FontSize = size;
        style.LineHeight = line;
        style.FontWeight = weight;
        style.LetterSpacing = "0";
        style.TextTransform = "none";
    }

    private static T Fill<T>(T palette, IReadOnlyDictionary<string, string> token)
        where T : Palette
    {
        MudColor Color(string name) => token[name];

        palette.Primary = Color("accent-fill");
        palette.PrimaryContrastText = Color("on-accent");
        palette.PrimaryDarken = token["accent-hover"];
        palette.PrimaryLighten = token["accent"];
        palette.Secondary = Color("accent");
        palette.SecondaryContrastText = Color("surface");
        palette.Tertiary = Color("text-2");
        palette.TertiaryContrastText = Color("surface");
        palette.Info = Color("blue");
        palette.InfoContrastText = Color("surface");
        palette.Success = Color("green");
        palette.SuccessContrastText = Color("surface");
        palette.Warning = Color("amber");
        palette.WarningContrastText = Color("surface");
        palette.Error = Color("red");
        palette.ErrorContrastText = Color("surface");
        palette.Dark = Color("text");
        palette.DarkContrastText = Color("surface");
        palette.TextPrimary = Color("text");
        palette.TextSecondary = Color("text-2");
        palette.TextDisabled = Color("text-3");
        palette.ActionDefault = Color("text-2");
        palette.ActionDisabled = Color("text-3");
        palette.ActionDisabledBackground = Color("surface-2");
        palette.Background = Color("bg");
        palette.BackgroundGray = Color("surface-2");
        palette.Surface = Color("surface");
        palette.DrawerBackground = Color("surface");
        palette.DrawerText = Color("text-2");
        palette.DrawerIcon = Color("text-2");
        palette.AppbarBackground = Color("surface");
        palette.AppbarText = Color("text");
        palette.LinesDefault = Color("line");
        palette.LinesInputs = Color("field-line");
        palette.TableLines = Color("line");
        palette.TableStriped = Color("surface-2");
        palette.TableHover = Color("row-hover");
        palette.Divider = Color("line");
        palette.DividerLight = Color("line");
        palette.Skeleton = Color("surface-3");
        palette.GrayDefault = token["text-3"];
        palette.GrayLight = token["line-strong"];
        palette.GrayLighter = token["line"];
        palette.GrayDark = token["text-2"];
        palette.GrayDarker = token["text"];
        palette.RippleOpacity = 0;
        palette.RippleOpacitySecondary = 0;
        return palette;
    }
}
