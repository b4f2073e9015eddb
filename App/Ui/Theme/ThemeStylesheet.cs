using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using MudBlazor;

namespace WorkOrders.Ui.Theme;

/// <summary>
/// The variables of <see cref="ProductTheme"/> as one stylesheet for both themes, made once per process. So no page carries them, no circuit
/// holds a theme component, and the theme switches without a server call.
/// </summary>
public sealed class ThemeStylesheet(IWebHostEnvironment host, IServiceProvider services, ILoggerFactory logs)
{
    private const string Route = "/css/theme.css";

    private readonly Lazy<Task<string>> text = new(() => RenderAsync(new TokenColors(host.WebRootFileProvider.GetFileInfo("css/tokens.css")), services, logs));

    /// <summary>The address with a version, so that browsers may cache it for ever.</summary>
    public async Task<string> AddressAsync()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(await text.Value));
        return $"{Route}?v={Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }

    public static void Map(WebApplication app) => app.MapGet(Route, GetAsync).AllowAnonymous().DisableRateLimiting();

    private static async Task<ContentHttpResult> GetAsync(ThemeStylesheet stylesheet, HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Text(await stylesheet.text.Value, "text/css; charset=utf-8");
    }

    private static async Task<string> RenderAsync(TokenColors colors, IServiceProvider services, ILoggerFactory logs)
    {
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var css = new StringBuilder();
        foreach (var isDark in new[] { false, true })
        {
            var parameters = new Dictionary<string, object?>
            {
                [nameof(MudThemeProvider.Theme)] = ProductTheme.Of(colors, isDark),
                [nameof(MudThemeProvider.IsDarkMode)] = isDark,
                [nameof(MudThemeProvider.DefaultScrollbar)] = true,
                [nameof(MudThemeProvider.ObserveSystemDarkModeChange)] = false,
            };
            var html = await renderer.Dispatcher.InvokeAsync(async () =>
                (await renderer.RenderComponentAsync<MudThemeProvider>(ParameterView.FromDictionary(parameters))).ToHtmlString());
            css.AppendJoin('\n', html.Split('\n').Where(line => !line.Contains("style>", StringComparison.Ordinal) && !line.StartsWith("<style", StringComparison.Ordinal)));
        }

        return css.ToString();
    }
}
