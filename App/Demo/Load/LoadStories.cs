using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Demo.Load;

/// <summary>Creates an order and its history through the entity methods with past times, so that its desk entries follow the real rules.</summary>
internal sealed class LoadStories(Random random, LoadFields fields, IReadOnlyList<User> agents, DateTimeOffset now)
{
    private readonly CurrentUser[] actors = [.. agents.Select(a => new CurrentUser(a.Id, a.DisplayName, new HashSet<string>([Roles.Agent], StringComparer.Ordinal), a.Team))];

    public WorkOrder Tell(string number, DateTimeOffset at)
    {
        var source = random.Next(100) switch { < 60 => WorkOrderSource.Phone, < 85 => WorkOrderSource.Manual, < 95 => WorkOrderSource.Batch, _ => WorkOrderSource.Api };
        var settled = random.NextDouble() > ShareOpen(now - at);
        var creator = random.Next(agents.Count);
        int? handler = !settled && random.Next(25) == 0 ? null : random.Next(10) < 6 ? creator : random.Next(agents.Count);
        var order = WorkOrder.Create(number, fields.Make(source, at), source, handler is { } h ? agents[h] : null, actors[creator], at);
        if (handler is { } first && (settled || random.Next(10) < 6))
        {
            Work(order, first, at, settled);
        }

        return order;
    }

    // 9 of 10 of today's orders are open, and 1 of 40 of last year's: in total one in twenty.
    private static double ShareOpen(TimeSpan age) => 0.025 + (0.9 * Math.Exp(-age.TotalDays / 25));

    private void Work(WorkOrder order, int handler, DateTimeOffset at, bool settled)
    {
        Ok(order.Accept(actors[handler], at = Later(at)));
        if (random.Next(6) == 0 && random.Next(agents.Count) is var colleague && colleague != handler)
        {
            Ok(order.Reassign(agents[colleague], actors[handler], at = Later(at)));
            handler = colleague;
        }

        if (settled)
        {
            Ok(order.Settle((SettlementBasis)random.Next(Enum.GetValues<SettlementBasis>().Length), "客户认可处理结果", actors[handler], Later(at)));
        }
    }

    // A random time some hours or days later, but not in the future.
    private DateTimeOffset Later(DateTimeOffset at)
    {
        var later = at.AddMinutes(Math.Exp(random.NextDouble() * 8));
        return later < now ? later : at + ((now - at) * random.NextDouble());
    }

    private static void Ok(Outcome outcome)
    {
        if (outcome.IsRefused)
        {
            throw new InvalidOperationException(outcome.Reason);
        }
    }
}
