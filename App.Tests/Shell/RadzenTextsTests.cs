using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;
using WorkOrders.Shell;

namespace WorkOrders.Tests;

public sealed class RadzenTextsTests : BunitContext
{
    public RadzenTextsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Radzen.ServiceCollectionExtensions.AddRadzenComponents(Services);
        Services.AddSingleton<Radzen.ILocalizer, RadzenTexts>();
    }

    [Theory]
    [InlineData("zh-CN", "没有记录。")]
    [InlineData("en", "No records to display.")]
    public void A_grid_without_rows_says_so_in_the_readers_language(string language, string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Assert.Contains(text, Render<RadzenDataGrid<string>>(grid => grid.Add(g => g.Data, [])).Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dialog_OkText", "确定")]
    [InlineData("Pager_NextPageTitle", "下一页")]
    [InlineData("RequiredValidator_Text", "必填")]
    public void Dialogs_pagers_and_validators_have_Chinese(string key, string text) =>
        Assert.Equal(text, new RadzenTexts().Get(key, CultureInfo.GetCultureInfo("zh-CN")));
}
