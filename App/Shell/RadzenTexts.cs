using System.Globalization;
using System.Resources;

namespace WorkOrders.Shell;

/// <summary>Radzen's own texts in Chinese (RadzenTexts.zh-CN.resx); in English and where one is missing, Radzen's default.</summary>
internal sealed class RadzenTexts : Radzen.ILocalizer
{
    private static readonly ResourceManager Chinese = new(typeof(RadzenTexts));
    private static readonly ResourceManager Defaults = new("Radzen.Blazor.RadzenStrings", typeof(Radzen.ILocalizer).Assembly);

    public string Get(string key, CultureInfo culture) =>
        (culture.Name.StartsWith("zh", StringComparison.Ordinal) ? Chinese.GetString(key, CultureInfo.GetCultureInfo("zh-CN")) : null) ?? Defaults.GetString(key, culture) ?? key;
}
