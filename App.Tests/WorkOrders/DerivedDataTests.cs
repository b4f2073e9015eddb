using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests;

/// <summary>Denormalized data (desk views and tallies) always matches the orders.</summary>
public sealed class DerivedDataTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_any_actions_views_and_tallies_agree_with_the_orders_and_their_history(int seed)
    {
        var random = new Random(seed);
        User[] people = [.. await SavePeopleAsync()];
        var numbers = new List<string>();
        foreach (var step in Enumerable.Range(0, 150))
        {
            var now = Given.Now.AddHours(step);
            if (numbers.Count < 12 || random.Next(6) == 0)
            {
                numbers.Add(await CreateAsync(random, people, now));
            }

            await database.ActAsync(numbers[random.Next(numbers.Count)], (order, db) => Act(order, db, random, people, now));
        }

        await using var check = database.CreateDbContext();
        var orders = await check.WorkOrders.Include(o => o.DeskEntries).ToListAsync();
        foreach (var (order, person) in orders.SelectMany(o => people.Select(p => (o, p))))
        {
            var stored = order.DeskEntries.SingleOrDefault(e => e.UserId == person.Id)?.View;
            Assert.Equal(ViewByDefinition(order, person.Id, await ActedAsync(check, order, person.Id)), stored);
        }

        var counted = orders.GroupBy(o => (Day: BusinessTime.DayOf(o.CreatedAt), o.Status)).ToDictionary(g => g.Key, g => g.Count());
        var tallied = (await check.OrderTallies.GroupBy(t => new { t.Day, t.Status }).Select(g => new { g.Key.Day, g.Key.Status, Sum = g.Sum(t => t.Change) }).ToListAsync())
            .Where(t => t.Sum != 0).ToDictionary(t => (t.Day, t.Status), t => t.Sum);
        Assert.Equal(counted, tallied);
    }

    // 我的未处理: the user is the handler, the order is not settled, and they did no handling action since it was assigned to them.
    // 我的已处理: the user did a handling action, the order is not settled and not in 我的未处理.
    // 我的结单: the order is settled, by the user or while they were the handler.
    private static MyView? ViewByDefinition(WorkOrder order, int me, (bool Ever, bool SinceMine) acted)
    {
        if (order.Status == WorkOrderStatus.Settled)
        {
            return order.SettledById == me || order.HandlerId == me ? MyView.Settled : null;
        }

        if (order.HandlerId == me && !acted.SinceMine)
        {
            return MyView.Unhandled;
        }

        return acted.Ever ? MyView.Handled : null;
    }

    // From 操作记录 only: did the user do any handling action, and did they do one after the last change of handler?
    private static async Task<(bool Ever, bool SinceMine)> ActedAsync(AppDb db, WorkOrder order, int me)
    {
        OperationAction[] handling = [OrderActions.Accepted, OrderActions.Reassigned];
        var records = await db.OperationRecords.Where(r => r.SubjectKey == order.Number).OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync();
        var given = records.FindLastIndex(r => r.Changes.Any(c => c.Field == OrderFields.Handler));
        return (records.Exists(r => r.ActorId == me && handling.Contains(r.Action)), records.Skip(given + 1).Any(r => r.ActorId == me && handling.Contains(r.Action)));
    }

    private async Task<User[]> SavePeopleAsync()
    {
        User[] people = [Given.User("李雷"), Given.User("韩梅梅"), Given.User("王芳"), Given.User("周敏")];
        await database.SaveAsync(people[0], people[1], people[2], people[3]);
        return people;
    }

    private async Task<string> CreateAsync(Random random, User[] people, DateTimeOffset now)
    {
        var creator = people[random.Next(people.Length)];
        var order = Given.WorkOrder().CreatedBy(creator).At(now);
        return (await database.SaveAsync((random.Next(3) == 0 ? order : order.HandledBy(people[random.Next(people.Length)])).Build())).Number;
    }

    private static Outcome Act(WorkOrder order, AppDb db, Random random, User[] people, DateTimeOffset now)
    {
        var actor = people[random.Next(people.Length)];
        var me = As.In(actor, random.Next(3) == 0 ? Roles.TeamLeader : Roles.Agent);
        var targetId = people[random.Next(people.Length)].Id;
        var target = db.Users.Single(u => u.Id == targetId);
        return random.Next(6) switch
        {
            0 or 1 => order.Accept(me, now),
            2 => order.Assign(target, me, now),
            3 => order.Reassign(target, me, now),
            4 => order.Settle(null, null, me, now),
            _ => order.Reopen("再办", me, now),
        };
    }
}
