using System.Globalization;
using System.Resources;

namespace WorkOrders.Shell;

/// <summary>Chinese texts for Radzen components (RadzenTexts.zh-CN.resx). In English, and for missing texts, Radzen's default.</summary>
internal sealed class RadzenTexts : Radzen.ILocalizer
{
    private static readonly ResourceManager Chinese = new(typeof(RadzenTexts));
    private static readonly ResourceManager Defaults = new("Radzen.Blazor.RadzenStrings", typeof(Radzen.ILocalizer).Assembly);

    public string Get(string key, CultureInfo culture) =>
        (culture.Name.StartsWith("zh", StringComparison.Ordinal) ? Chinese.GetString(key, CultureInfo.GetCultureInfo("zh-CN")) : null) ?? Defaults.GetString(key, culture) ?? key;
}
