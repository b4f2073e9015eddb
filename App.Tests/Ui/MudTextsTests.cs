using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using WorkOrders.Ui;

namespace WorkOrders.Tests.Ui;

/// <summary>MudBlazor's own texts: all of them in Chinese, with the arguments that the package passes.</summary>
public sealed partial class MudTextsTests : BunitContext, IAsyncLifetime
{
    private static readonly Dictionary<string, string> English = TextsOf(new("MudBlazor.Resources.LanguageResource", typeof(MudLocalizer).Assembly), "");

    private static readonly Dictionary<string, string> Chinese = TextsOf(new(typeof(MudTexts)), "zh-CN");

    public MudTextsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddUi();
    }

    private ILocalizationInterceptor Texts => Services.GetRequiredService<ILocalizationInterceptor>();

    public Task InitializeAsync() => Task.CompletedTask;

    // MudBlazor's services can only be disposed asynchronously.
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public void Every_text_of_the_package_has_Chinese()
    {
        Assert.True(English.Count > 100, $"Only {English.Count} texts found in the package.");
        AssertNone("Without Chinese in App/Ui/MudTexts.zh-CN.resx:", English.Where(e => !Chinese.ContainsKey(e.Key)).Select(e => $"{e.Key} = {e.Value}"));
    }

    [Fact]
    public void No_Chinese_is_left_over() =>
        AssertNone("In App/Ui/MudTexts.zh-CN.resx and not in the package:", Chinese.Keys.Where(key => !English.ContainsKey(key)));

    [Fact]
    public void Chinese_takes_the_same_arguments() =>
        AssertNone("Other {n} in the Chinese:", Chinese.Where(c => !Placeholders(c.Value).SequenceEqual(Placeholders(English[c.Key])))
            .Select(c => $"{English[c.Key]} → {c.Value}"));

    [Fact]
    public void Every_text_is_Chinese_and_holds_no_Latin_letter() =>
        AssertNone("Not Chinese:", Chinese.Where(c => !Han().IsMatch(c.Value) || Letter().IsMatch(c.Value)).Select(c => $"{c.Key} = {c.Value}"));

    [Fact]
    public void No_text_exclaims_or_says_关闭() =>
        AssertNone("Wording:", Chinese.Where(c => Unwanted().IsMatch(c.Value)).Select(c => $"{c.Key} = {c.Value}"));

    [Fact]
    public void Every_text_comes_in_Chinese_with_its_arguments_filled_in()
    {
        Use("zh-CN");
        foreach (var (key, text) in Chinese)
        {
            var arguments = ArgumentsFor(text);
            var answer = Texts.Handle(key, arguments);
            Assert.False(answer.ResourceNotFound, key);
            Assert.Equal(Filled(text, arguments), answer.Value);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("en-US")]
    public void Every_text_is_the_packages_own_in_English(string language)
    {
        Use(language);
        foreach (var (key, text) in English)
        {
            var arguments = ArgumentsFor(text);
            Assert.Equal(Filled(text, arguments), Texts.Handle(key, arguments).Value);
        }
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void A_key_that_nobody_knows_is_not_found_and_does_not_throw(string language)
    {
        Use(language);
        Assert.True(Texts.Handle("待处理").ResourceNotFound);
        Assert.True(Texts.Handle("待处理", 1).ResourceNotFound);
    }

    [Theory]
    [InlineData("zh-CN", "上一页", "下一页", "当前第 2 页", "第 3 页")]
    [InlineData("en", "Previous page", "Next page", "Current page 2", "Page 3")]
    public void A_pager_speaks_the_readers_language(string language, params string[] names)
    {
        Use(language);
        var pager = Render<MudPagination>(p => p.Add(c => c.Count, 3).Add(c => c.Selected, 2));
        var found = pager.FindAll("button").Select(b => b.GetAttribute("aria-label")).ToList();
        Assert.All(names, name => Assert.Contains(name, found));
    }

    [Theory]
    [InlineData("zh-CN", "请填写数字")]
    [InlineData("en", "Not a valid number")]
    public async Task A_field_refuses_letters_for_a_number_in_the_readers_language(string language, string text)
    {
        Use(language);
        var field = Render<MudTextField<int>>();
        await field.Find("input").ChangeAsync(new ChangeEventArgs { Value = "abc" });
        Assert.Contains(text, field.Markup, StringComparison.Ordinal);
    }

    private static void Use(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    private static Dictionary<string, string> TextsOf(ResourceManager texts, string culture) =>
        texts.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    // As many as the text has placeholders, numbered from zero.
    private static object[] ArgumentsFor(string text) => [.. Placeholders(text).Select((_, number) => $"<{number}>")];

    private static string Filled(string text, object[] arguments) =>
        Enumerable.Range(0, arguments.Length).Aggregate(text, (filled, n) => filled.Replace($"{{{n}}}", (string)arguments[n], StringComparison.Ordinal));

    private static void AssertNone(string title, IEnumerable<string> found)
    {
        var list = found.Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{title} {list.Count}\n" + string.Join('\n', list));
    }

    // Any brace counts, so that a name in braces is found too.
    [GeneratedRegex(@"\{[^}]*\}?|\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[!！]|关闭", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"[A-Za-z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Letter();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Han();
}
