using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace WorkOrders.Tests;

public sealed class ComponentTestTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public void A_component_is_given_the_person_who_looks()
    {
        SignIn(As.Agent(Given.User("李雷")));
        Render<Greeting>().MarkupMatches("<p>李雷</p>");
    }

    private sealed class Greeting : ComponentBase
    {
        [CascadingParameter]
        public CurrentUser Me { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, $"<p>{Me.Name}</p>");
    }
}
