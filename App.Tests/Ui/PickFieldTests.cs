using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Tests.Ui;

/// <summary>A choice found by typing.</summary>
public sealed class PickFieldTests : ComponentTest
{
    private static readonly string[] Names = ["韩梅梅", "李雷", "李磊"];

    private readonly List<string?> chosen = [];
    private readonly List<string?> asked = [];
    private TaskCompletionSource? held;
    private bool isAway;

    public PickFieldTests(TestDatabase database)
        : base(database)
    {
    }

    [Theory]
    [InlineData("韩", "韩梅梅")]
    [InlineData("李雷", "李雷")]
    [InlineData("李", null)]
    [InlineData("王", null)]
    public async Task What_is_typed_counts_when_it_fits_one_value(string typed, string? value)
    {
        Render<MudPopoverProvider>();
        var field = Show(null);
        await field.OnAsync("input", e => e.InputAsync(typed));
        await field.OnAsync("input", e => e.KeyDownAsync(new KeyboardEventArgs { Key = "Tab" }));
        await field.OnAsync("input", e => e.BlurAsync(new()));
        Assert.Equal(value, chosen.SingleOrDefault());
    }

    [Fact]
    public async Task Escape_gives_up_what_was_typed()
    {
        Render<MudPopoverProvider>();
        var field = Show("李雷");
        await field.OnAsync("input", e => e.InputAsync("韩"));
        await field.OnAsync("input", e => e.KeyUpAsync(new KeyboardEventArgs { Key = "Escape" }));
        await field.OnAsync("input", e => e.BlurAsync(new()));
        Assert.Empty(chosen);
    }

    [Fact]
    public async Task The_list_of_a_chosen_value_offers_all_values()
    {
        var popovers = Render<MudPopoverProvider>();
        var field = Show("李雷");
        await field.OnAsync("input", e => e.FocusAsync(new()));
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Count == Names.Length);
        Assert.Null(Assert.Single(asked));
    }

    [Fact]
    public async Task A_failed_search_is_not_told_as_no_match()
    {
        isAway = true;
        var popovers = Render<MudPopoverProvider>();
        var field = Show(null);
        await field.OnAsync("input", e => e.FocusAsync(new()));
        popovers.WaitForAssertion(() => Assert.Contains("没有读出来", popovers.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("李", "李雷")]
    [InlineData("王", null)]
    public async Task Enter_before_the_list_is_read_takes_the_first_value_of_what_was_typed(string typed, string? value)
    {
        var popovers = Render<MudPopoverProvider>();
        var field = Show(null);
        await field.OnAsync("input", e => e.FocusAsync(new()));
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Count == Names.Length);
        await field.OnAsync("input", e => e.InputAsync(typed));
        await field.OnAsync("input", e => e.KeyDownAsync(new KeyboardEventArgs { Key = "Enter" }));
        await field.OnAsync("input", e => e.KeyUpAsync(new KeyboardEventArgs { Key = "Enter" }));
        Assert.Equal(value, chosen.SingleOrDefault());
        Assert.Equal(value ?? "", field.Find("input").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task A_late_answer_does_not_replace_what_was_chosen_meanwhile()
    {
        Render<MudPopoverProvider>();
        var field = Show(null);
        held = new TaskCompletionSource();
        await field.OnAsync("input", e => e.InputAsync("韩"));
        var leaving = field.OnAsync("input", e => e.BlurAsync(new()));
        await field.InvokeAsync(() => field.FindComponent<MudAutocomplete<string>>().Instance.SelectOptionAsync("李磊"));
        held.SetResult();
        await leaving;
        Assert.Equal(["李磊"], chosen);
    }

    [Fact]
    public async Task A_list_that_is_read_late_does_not_open_over_the_page_after_a_choice()
    {
        var popovers = Render<MudPopoverProvider>();
        var field = Show(null);
        var list = field.FindComponent<MudAutocomplete<string>>().Instance;
        await field.OnAsync("input", e => e.FocusAsync(new()));
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Count == Names.Length);
        held = new TaskCompletionSource();
        await field.OnAsync("input", e => e.InputAsync("李"));
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(150), () => asked.Count == 2);
        await field.InvokeAsync(() => list.SelectOptionAsync("李磊"));
        held.SetResult();
        popovers.WaitForAssertion(() => Assert.Empty(popovers.FindAll(".mud-list-item")));
        Assert.Equal(["李磊"], chosen);

        // The user may open it again.
        await field.OnAsync("input", e => e.KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" }));
        popovers.WaitForState(() => popovers.FindAll(".mud-list-item").Count == Names.Length);
    }

    [Fact]
    public async Task Saving_waits_for_what_was_typed_last()
    {
        SignIn(As.Somebody(Roles.Agent));
        Render<MudPopoverProvider>();
        var saved = new List<string?>();
        var form = Render<LongForm>(p => p.Add(f => f.Label, "form").Add(f => f.OnSave, () => saved.Add(chosen.SingleOrDefault())).AddChildContent<PickField<string>>(Set(null)));
        held = new TaskCompletionSource();
        await form.OnAsync("input", e => e.InputAsync("韩"));
        var leaving = form.OnAsync("input", e => e.BlurAsync(new()));
        var saving = form.OnAsync("form", e => e.SubmitAsync());
        Assert.Empty(saved);
        held.SetResult();
        await Task.WhenAll(leaving, saving);
        Assert.Equal(["韩梅梅"], saved);
    }

    private IRenderedComponent<PickField<string>> Show(string? value) => Render(Set(value));

    private Action<ComponentParameterCollectionBuilder<PickField<string>>> Set(string? value) => p => p
        .Add(f => f.Name, "渠道名称").Add(f => f.Text, name => name).Add(f => f.Value, value)
        .Add(f => f.ValueChanged, (string? name) => chosen.Add(name))
        .Add(f => f.Find, async (typed, _) =>
        {
            asked.Add(typed);
            await (held?.Task ?? Task.CompletedTask);
            return isAway ? throw new Unanswered() : Names.Where(name => typed is null || name.Contains(typed, StringComparison.Ordinal));
        });
}
