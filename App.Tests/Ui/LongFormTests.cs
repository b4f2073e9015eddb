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
}
