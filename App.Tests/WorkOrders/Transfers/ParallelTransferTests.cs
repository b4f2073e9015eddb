using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Shared.People;
using WorkOrders.Transfers;

namespace WorkOrders.Tests.Transfers;

public sealed class ParallelTransferTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Orders = 20;
    private const int Acts = 200;
    private const string Changed = "这张工单刚被别人修改，请刷新后再试一次";

    private readonly FakeTimeProvider clock = Given.Clock();

    /// <summary>Parallel confirmations and reassignments of the same orders: each order's history is one unbroken chain.</summary>
    [Fact]
    public async Task However_many_act_at_once_each_order_has_one_history()
    {
        var people = new List<User>();
        foreach (var name in new[] { "甲", "乙", "丙", "丁" })
        {
            people.Add(await database.SaveAgentAsync(name));
        }

        var leader = await database.SaveAgentAsync("班长");
        var numbers = new List<string>();
        for (var i = 0; i < Orders; i++)
        {
            numbers.Add((await database.SaveAsync(Given.WorkOrder().HandledBy(people[0]).Build())).Number);
        }

        var transferring = new Transferring(database, Options.Create(new TransferRules()), clock);
        foreach (var number in numbers)
        {
            Done(await transferring.RequestAsync(number, null, "并行", As.Agent(people[1])));
            Done(await transferring.OpenAsync(number, As.Agent(people[0])));
        }

        var asked = await database.ReadAsync(db => db.TransferRequests.Where(r => numbers.Contains(r.WorkOrder.Number)).Select(r => new { r.WorkOrder.Number, r.Id }).ToDictionaryAsync(r => r.Number, r => r.Id));
        using var gate = new SemaphoreSlim(20);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Acts).Select(async i =>
        {
            await gate.WaitAsync();
            try
            {
                var number = numbers[i % Orders];
                return i % 2 == (i / Orders) % 2
                    ? await transferring.ConfirmAsync(number, asked[number], As.Agent(people[0]))
                    : await ReassignAsync(number, people[2 + (i / Orders % 2)], leader);
            }
            finally
            {
                gate.Release();
            }
        }));

        string[] tooLate =
        [
            "您不是工单 {0} 的当前处理人，或没有此操作的权限",
            "工单 {0} 已经由 {1} 处理",
            "工单 {0} 没有等待确认的转出请求：可能已超时、已取消，或处理人已变更",
            Changed,
        ];
        Assert.All(outcomes.Where(o => o.IsRefused), o => RefusedOneOf(o, tooLate));
        var rows = await database.ReadAsync(db => db.OperationRecords.AsNoTracking().Where(r => numbers.Contains(r.SubjectKey) && (r.Action == TransferActions.Confirmed || r.Action == OrderActions.Reassigned)).OrderBy(r => r.Id).ToListAsync());
        Assert.Equal(outcomes.Count(o => !o.IsRefused), rows.Count);
        var orders = await database.ReadAsync(db => db.WorkOrders.AsNoTracking().Include(o => o.Handler).Where(o => numbers.Contains(o.Number)).ToListAsync());
        foreach (var order in orders)
        {
            var chain = rows.Where(r => r.SubjectKey == order.Number).Select(r => r.Changes.Single(c => c.Field == OrderFields.Handler)).ToList();
            Assert.Equal(["甲", .. chain.SkipLast(1).Select(c => c.To)], chain.Select(c => c.From));
            Assert.Equal(order.Handler!.DisplayName, chain[^1].To);
        }

        var requests = await database.ReadAsync(db => db.TransferRequests.AsNoTracking().ToListAsync());
        Assert.Equal(Orders, requests.Count);
        Assert.All(requests, r => Assert.True(r.Status is TransferStatus.Accepted or TransferStatus.Superseded));
        Assert.Equal(requests.Count(r => r.Status == TransferStatus.Accepted), rows.Count(r => r.Action == TransferActions.Confirmed));
        Assert.Equal(Orders, await database.ReadAsync(db => db.Notices.CountAsync(n => n.UserId == people[1].Id)));
    }

    private async Task<Outcome> ReassignAsync(string number, User to, User leader)
    {
        try
        {
            return await database.ActAsync(number, (o, db) => o.Reassign(db.Users.Single(u => u.Id == to.Id), As.Leader(leader), clock.GetUtcNow()));
        }
        catch (DbUpdateException)
        {
            return Outcome.Refused(Changed);
        }
    }
}
