using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkOrders.Events;
using WorkOrders.Shared.People;
using WorkOrders.Transfers;
using WorkOrders.Transfers.Dialogs;

namespace WorkOrders.Tests.Transfers;

/// <summary>The handler's dialog: it counts down from when it was first opened.</summary>
public sealed class TransferDialogTests(TestDatabase database) : ComponentTest(database)
{
    private CurrentUser? requester;

    private Transferring Acts => new(Database, Options.Create(new TransferRules()), Clock);

    [Fact]
    public async Task The_seconds_go_down_and_at_the_end_nothing_can_be_confirmed()
    {
        var (order, li) = await RequestAsync();
        var dialog = Show(order, li);
        Assert.Equal("30", dialog.WaitForElement("[role=timer] .seconds").TextContent);
        Clock.Advance(TimeSpan.FromSeconds(21));
        dialog.WaitForAssertion(() => Assert.Equal("剩余 9 秒", dialog.Find("[role=timer]").GetAttribute("aria-label")));
        Assert.Empty(dialog.FindAll("[role=alert]"));
        Clock.Advance(TimeSpan.FromSeconds(9));
        dialog.WaitForAssertion(() => Assert.Contains("已超时，工单没有转出", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("0", dialog.Find("[role=timer] .seconds").TextContent);
        Assert.Equal(["知道了"], dialog.FindAll("button").Select(b => b.TextContent));
    }

    [Fact]
    public async Task A_request_that_is_cancelled_meanwhile_ends_the_countdown()
    {
        var (order, li) = await RequestAsync();
        var dialog = Show(order, li);
        dialog.WaitForElement("[role=timer]");
        Done(await Acts.CancelAsync(order.Number, requester!));
        Services.GetRequiredService<LiveEvents>().Publish(LiveEvent.OrderChanged(order.Number));
        dialog.WaitForAssertion(() => Assert.Contains("已取消", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("0", dialog.Find("[role=timer] .seconds").TextContent);
        Assert.DoesNotContain(dialog.FindAll("button"), b => b.TextContent == "确认转出");
    }

    [Fact]
    public async Task Without_a_request_there_is_nothing_to_confirm()
    {
        var li = await Database.SaveAgentAsync("李雷");
        var dialog = Show(await Database.SaveAsync(Given.WorkOrder().HandledBy(li).Build()), li);
        dialog.WaitForElement("[role=alert]");
        Assert.Equal(["知道了"], dialog.FindAll("button").Select(b => b.TextContent));
    }

    private IRenderedComponent<TransferDialog> Show(WorkOrder order, User handler)
    {
        SignIn(As.Agent(handler));
        return Render<TransferDialog>(p => p.Add(d => d.Number, order.Number));
    }

    private async Task<(WorkOrder Order, User Handler)> RequestAsync()
    {
        var (li, han) = (await Database.SaveAgentAsync("李雷"), await Database.SaveAgentAsync("韩梅梅"));
        var order = await Database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        requester = As.Agent(han);
        Done(await Acts.RequestAsync(order.Number, null, "客户是我的", requester));
        return (order, li);
    }
}
