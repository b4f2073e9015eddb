using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.LoanCore;
using WorkOrders.Shared.People;
using WorkOrders.Transfers;
using WorkOrders.Transfers.Dialogs;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Tests.Transfers;

/// <summary>转出 on the order's page during a database failure: it shows an error, loses no input, and works again after recovery.</summary>
public sealed class OrderTransferTests : ComponentTest
{
    private readonly FailingRead away = new("TransferRequests") { Works = true };

    public OrderTransferTests(TestDatabase database)
        : base(database) => Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(database, away));

    private Transferring Acts => new(Database, Options.Create(new TransferRules()), Clock);

    [Fact]
    public async Task A_request_that_could_not_be_cancelled_stays_and_is_cancelled_later()
    {
        var (order, _, han) = await RequestAsync();
        var part = await ShowAsync(order, As.Agent(han));
        away.Works = false;
        await part.ClickAsync("取消请求");
        part.WaitForAssertion(() => Assert.Contains("暂时无法保存", part.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("您已请求转出，等 李雷 确认。", part.Markup, StringComparison.Ordinal);
        Assert.Equal(TransferStatus.Pending, await StatusAsync(order));
        Assert.False(part.Button("取消请求").HasAttribute("disabled"));
        Assert.False(Renderer.UnhandledException.IsCompleted);

        away.Works = true;
        await part.ClickAsync("取消请求");
        part.WaitForAssertion(() => Assert.Empty(part.FindAll("[role=alert]")));
        Assert.DoesNotContain("您已请求转出", part.Markup, StringComparison.Ordinal);
        Assert.Equal(TransferStatus.Cancelled, await StatusAsync(order));
    }

    [Fact]
    public async Task What_came_to_one_is_still_told_when_知道了_could_not_be_saved()
    {
        var (order, li, han) = await RequestAsync();
        Done(await Acts.OpenAsync(order.Number, As.Agent(li)));
        var request = await Database.ReadAsync(db => db.TransferRequests.Where(r => r.WorkOrderId == order.Id).Select(r => r.Id).SingleAsync());
        Done(await Acts.ConfirmAsync(order.Number, request, As.Agent(li)));
        var part = await ShowAsync(await Database.ReadAsync(db => db.WorkOrders.ForAction().AsNoTracking().SingleAsync(o => o.Id == order.Id)), As.Agent(han));
        away.Works = false;
        await part.ClickAsync("知道了");
        part.WaitForAssertion(() => Assert.Contains("暂时无法保存", part.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("李雷 把这张工单转给了您", part.Markup, StringComparison.Ordinal);
        Assert.False(Renderer.UnhandledException.IsCompleted);

        away.Works = true;
        await part.ClickAsync("知道了");
        part.WaitForAssertion(() => Assert.DoesNotContain("转给了您", part.Markup, StringComparison.Ordinal));
        Assert.Empty(part.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Asking_for_an_order_keeps_the_reason_until_it_can_be_saved()
    {
        var (li, han) = (await Database.SaveAgentAsync("李雷"), await Database.SaveAgentAsync("韩梅梅"));
        var order = await Database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        SignIn(As.Agent(han));
        var dialog = Render<RequestTransferDialog>(p => p.Add(d => d.Number, order.Number));
        await dialog.OnAsync("textarea", e => e.ChangeAsync("客户是我的"));
        away.Works = false;
        await dialog.OnAsync("form", e => e.SubmitAsync());
        dialog.WaitForAssertion(() => Assert.Contains("暂时无法保存，填写的内容还在", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("客户是我的", dialog.Find("textarea").GetAttribute("value"));

        away.Works = true;
        await dialog.OnAsync("form", e => e.SubmitAsync());
        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll("[role=alert]")));
        Assert.Equal(TransferStatus.Pending, await StatusAsync(order));
    }

    private async Task<(WorkOrder Order, User Li, User Han)> RequestAsync()
    {
        var (li, han) = (await Database.SaveAgentAsync("李雷"), await Database.SaveAgentAsync("韩梅梅"));
        var order = await Database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        Done(await Acts.RequestAsync(order.Number, null, "客户是我的", As.Agent(han)));
        return (order, li, han);
    }

    private async Task<IRenderedComponent<OrderTransfer>> ShowAsync(WorkOrder order, CurrentUser me)
    {
        SignIn(me);
        var request = await RequestOfAsync(order, me);
        IRenderedComponent<OrderTransfer>? part = null;

        // As the order page does: read the request again after each action.
        part = Render<OrderTransfer>(p => p.Add(t => t.Order, order).Add(t => t.Request, request).Add(t => t.OnChanged, async () =>
        {
            var now = await RequestOfAsync(order, me);
            part!.Render(again => again.Add(t => t.Request, now));
        }));
        return part;
    }

    private Task<TransferOnPage?> RequestOfAsync(WorkOrder order, CurrentUser me) => Database.ReadAsync(db => TransferOnPage.ReadAsync(db, order.Number, me));

    private Task<TransferStatus> StatusAsync(WorkOrder order) =>
        Database.ReadAsync(db => db.TransferRequests.Where(r => r.WorkOrderId == order.Id).Select(r => r.Status).SingleAsync());
}
