using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Localization;

namespace WorkOrders.Ui;

/// <summary>Chinese texts for MudBlazor components (MudTexts.zh-CN.resx). In English, and for missing texts, MudBlazor's default.</summary>
internal sealed class MudTexts : MudBlazor.MudLocalizer
{
    // Only this set: ResourceManager.GetString throws for a missing key, and MudBlazor also asks for display names of enums.
    private static readonly ResourceSet Chinese =
        new ResourceManager(typeof(MudTexts)).GetResourceSet(CultureInfo.GetCultureInfo("zh-CN"), createIfNotExists: true, tryParents: false)!;

    // MudBlazor asks in English too: it looks at the parent of the culture, and "en" has none.
    public override LocalizedString this[string key]
    {
        get
        {
            var text = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Chinese.GetString(key) : null;
            return new LocalizedString(key, text ?? key, resourceNotFound: text is null);
        }
    }
}
