using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Tests.Ui;

public sealed class DialogStackTests : ComponentTest
{
    public DialogStackTests(TestDatabase database)
        : base(database) => SignIn(As.Somebody(Roles.Agent));

    private DialogStack Stack => Services.GetRequiredService<DialogStack>();

    [Fact]
    public async Task An_answer_closes_the_dialog_itself_and_leaves_the_question_above_it_unanswered()
    {
        var dialogs = Render<MudDialogProvider>();
        var dialog = dialogs.InvokeAsync(() => Stack.OpenAsync<Sample>("结单"));
        var question = dialogs.InvokeAsync(Stack.MayCloseAsync);
        dialogs.WaitForState(() => dialogs.FindAll(".mud-dialog").Count == 2);
        await dialogs.InvokeAsync(() => Stack.Close("done"));
        Assert.Equal("done", await dialog);
        Assert.False(await question);
        dialogs.WaitForState(() => dialogs.FindAll(".mud-dialog").Count == 0);
    }

    [Fact]
    public async Task The_second_click_of_a_double_click_opens_nothing()
    {
        var dialogs = Render<MudDialogProvider>();
        var first = dialogs.InvokeAsync(() => Stack.OpenAsync<Sample>("结单"));
        Assert.Null(await dialogs.InvokeAsync(() => Stack.OpenAsync<Sample>("结单")));
        await dialogs.InvokeAsync(() => Stack.Close(1));
        Assert.Equal(1, await first);
        var again = dialogs.InvokeAsync(() => Stack.OpenAsync<Sample>("结单"));
        await dialogs.InvokeAsync(() => Stack.Close(2));
        Assert.Equal(2, await again);
    }

    [Fact]
    public async Task All_forms_of_a_page_share_one_question_and_its_answer()
    {
        var dialogs = Render<MudDialogProvider>();
        var first = dialogs.InvokeAsync(Stack.MayLeaveAsync);
        var second = dialogs.InvokeAsync(Stack.MayLeaveAsync);
        dialogs.WaitForState(() => dialogs.FindAll(".mud-dialog").Count == 1);
        await dialogs.ClickAsync("离开");
        Assert.True(await first);
        Assert.True(await second);
    }

    internal sealed class Sample : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "内容");
    }
}
