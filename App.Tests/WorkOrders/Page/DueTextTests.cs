using WorkOrders.Page;

namespace WorkOrders.Tests.Page;

public sealed class DueTextTests(TestDatabase database) : ComponentTest(database)
{
    [Theory]
    [InlineData(null, 3, "距到期 3 小时", false)]
    [InlineData(null, -2, "已超期 2 小时", true)]
    [InlineData(-1, 3, "按时结单", false)]
    [InlineData(-1, -3, "超期 2 小时后结单", true)]
    public void An_open_order_tells_what_is_left_and_a_settled_one_whether_it_was_in_time(int? settled, int due, string text, bool isRed)
    {
        var order = Given.WorkOrder().HandledBy(Given.User()).At(Given.Now.AddHours(-10)).With(fields => fields with { DueAt = Given.Now.AddHours(due) }).Build();
        if (settled is { } hours)
        {
            Done(order.Settle(null, null, As.Agent(order.Handler!), Given.Now.AddHours(hours)));
        }

        var shown = Render<DueText>(p => p.Add(d => d.Order, order)).Find("span");
        Assert.Equal((text, isRed), (shown.TextContent.Trim(), shown.ClassList.Contains("overdue")));
    }
}
