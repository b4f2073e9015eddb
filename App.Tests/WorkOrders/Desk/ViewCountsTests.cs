using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Views;

namespace WorkOrders.Tests.Desk;

public sealed class ViewCountsTests(LoadedDesk desk) : IClassFixture<LoadedDesk>
{
    [Fact]
    public async Task Each_count_is_the_number_of_orders_in_its_view()
    {
        foreach (var agent in desk.Agents.Take(5))
        {
            var me = As.Agent(agent);
            var counts = await desk.Counts.OfAsync(me);
            foreach (var view in Enum.GetValues<DeskView>())
            {
                Assert.Equal(desk.Expected(new WorkOrderFilter { View = view }, me).Count, counts[view]);
            }
        }
    }

    [Fact]
    public async Task A_count_is_two_seconds_old_at_most_and_fresh_after_an_action_of_ones_own()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        var clock = Given.Clock();
        var counts = new ViewCounts(database, TestCache.On(clock));
        var li = await database.SaveAsync(Given.User());
        var me = As.Agent(li);
        Assert.Equal(0, (await counts.OfAsync(me))[DeskView.MyUnhandled]);

        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li));
        Assert.Equal(0, (await counts.OfAsync(me))[DeskView.All]);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, (await counts.OfAsync(me))[DeskView.MyUnhandled]);
        Assert.Equal(1, (await counts.OfAsync(me))[DeskView.AllUnhandled]);

        await database.SaveAsync<WorkOrder>(Given.WorkOrder().HandledBy(li).Accepted());
        counts.Forget(li.Id);
        Assert.Equal(1, (await counts.OfAsync(me))[DeskView.MyHandled] + (await counts.OfAsync(me))[DeskView.AllProcessing] - 1);
        Assert.Equal(2, (await counts.OfAsync(me))[DeskView.Created]);
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Tallies_stay_exact_while_orders_come_in_and_several_nodes_fold_them()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        var li = await database.SaveAsync(Given.User());
        var folding = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
            {
                await using var db = database.CreateDbContext();
                await OrderTallyTable.CompactAsync(db);
            }
        }));
        var working = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                WorkOrder order = Given.WorkOrder().HandledBy(li);
                await database.SaveAsync(order);
                await database.ActAsync(order.Number, (o, _) => o.Settle(null, null, As.Agent(li), Given.Now));
            }
        }));
        await Task.WhenAll(folding.Concat(working));

        await using var last = database.CreateDbContext();
        await OrderTallyTable.CompactAsync(last);
        Assert.Equal([(BusinessTime.DayOf(Given.Now), WorkOrderStatus.Settled, 60L)], await OrderTallySums.ReadAsync(last));
        Assert.Equal(1, await last.OrderTallies.CountAsync());
        await database.DisposeAsync();
    }
}
