using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Tests.Ui;

public sealed class LongFormTests(TestDatabase database) : ComponentTest(database)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leaving_asks_by_what_is_typed_at_that_moment_not_at_the_last_drawing(bool isTyped)
    {
        var isDirty = !isTyped;
        SignIn(As.Somebody(Roles.Agent));
        Render<LongForm>(form => form.Add(f => f.Label, "form").Add(f => f.IsDirty, () => isDirty));
        isDirty = isTyped;
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/elsewhere");
        Assert.Equal(!isTyped, navigation.Uri.EndsWith("/elsewhere", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Escape_asks_once_before_typed_input_is_lost(bool isTyped, int left)
    {
        SignIn(As.Somebody(Roles.Agent));
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var leaves = 0;
        var form = Render<LongForm>(p => p.Add(f => f.Label, "form").Add(f => f.IsDirty, () => isTyped).Add(f => f.OnEscape, () => leaves++));
        var escape = form.InvokeAsync(form.Instance.EscapeAsync);
        dialogs.WaitForState(() => dialogs.FindAll(".mud-dialog").Count == (isTyped ? 1 : 0));
        Assert.Equal(left, leaves);
        if (isTyped)
        {
            await dialogs.ClickAsync("离开");
            await escape;
            Assert.Equal(1, leaves);
        }
    }
}
