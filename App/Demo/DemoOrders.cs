using Bogus;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.FollowUps;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.StandIn;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Taxonomy;

namespace WorkOrders.Demo;

/// <summary>
/// 500 orders of the last six weeks in every state, created through the entity methods with past times, so that
/// history, 我的… views and counts are realistic.
/// </summary>
internal sealed class DemoOrders(AppDb db, DailyNumbers numbers, Faker faker, DateTimeOffset now)
{
    public const int Count = 500;

    /// <summary>An agent with a disabled account; agent6 is on leave.</summary>
    public const string Former = "former1";

    private static readonly string[] Solutions = ["电话解释", "减免罚息", "重新扣款", "补寄资料", "转分支机构跟进"];

    private static readonly string[] Talks =
    [
        "已电话联系客户，客户表示本周五前还清逾期款项，已登记承诺。", "客户同意分三期偿还逾期部分，首期下周一扣款，需关注扣款结果。", "第一次拨打无人接听，已发送短信，下午再联系。",
        "客户要求减免罚息，已说明申请材料，客户稍后提供住院证明。", "客户称扣款卡已挂失，已指导更换还款卡，预计明日生效。", "家属接听，称客户出差，三天后回电。",
    ];

    private readonly List<User> agents = [];
    private User leader = null!;
    private User former = null!;
    private DemoFields fields = null!;

    public async Task AddAsync()
    {
        await LoadAsync();
        foreach (var day in Days().GroupBy(BusinessTime.DayOf))
        {
            var times = day.ToList();
            foreach (var (number, at) in (await numbers.TakeAsync(times[0], times.Count)).Zip(times))
            {
                db.Add(Story(number, at));
            }
        }

        former.Disable(ActorOf(leader), now.AddDays(-1));
        agents[5].TakeLeave(ActorOf(agents[5]), now.AddHours(-20));
        await db.SaveChangesAsync();
    }

    private static CurrentUser ActorOf(User user) =>
        new(user.Id, user.DisplayName, new HashSet<string>([user.UserName == "leader1" ? Roles.TeamLeader : Roles.Agent], StringComparer.Ordinal), user.Team);

    private async Task LoadAsync()
    {
        var users = await db.Users.ToDictionaryAsync(u => u.UserName!);
        agents.AddRange(Enumerable.Range(1, 6).Select(i => users[$"agent{i}"]));
        (leader, former) = (users["leader1"], users[Former]);
        fields = new DemoFields(
            faker,
            await db.Customers.OrderBy(c => c.Id).ToListAsync(),
            await db.ProblemCategories.OrderBy(c => c.Id).ToListAsync(),
            (await db.Choices.OrderBy(c => c.Id).ToListAsync()).ToLookup(c => c.Kind, c => c.Name));
    }

    // Random working hours of the last six weeks, more of them recent.
    private List<DateTimeOffset> Days()
    {
        var today = BusinessTime.DayOf(now);
        return Enumerable.Range(0, Count)
            .Select(_ => BusinessTime.StartOf(today.AddDays(-(int)(42 * Math.Pow(faker.Random.Double(), 1.6)))).AddMinutes(faker.Random.Int(8 * 60, 20 * 60)))
            .Select(at => at < now.AddMinutes(-10) ? at : now.AddMinutes(-faker.Random.Int(10, 300)))
            .Order().ToList();
    }

    private WorkOrder Story(string number, DateTimeOffset at)
    {
        var age = (now - at).TotalDays;
        var source = faker.Random.WeightedRandom([WorkOrderSource.Phone, WorkOrderSource.Manual, WorkOrderSource.Batch, WorkOrderSource.Api], [0.6f, 0.25f, 0.1f, 0.05f]);
        var creator = faker.PickRandom(agents);
        var handler = faker.Random.Double() switch
        {
            < 0.05 => null,
            < 0.08 => former,
            < 0.45 => creator,
            _ => faker.PickRandom(agents),
        };
        var order = WorkOrder.Create(number, fields.Make(source, at), source, handler, ActorOf(creator), at);

        // Older orders are more likely to be finished; some stay open and become overdue.
        if (handler is not null && faker.Random.Double() < 0.35 + (age / 3))
        {
            Work(order, at, finished: faker.Random.Double() < 0.2 + (age / 6));
        }

        return order;
    }

    private void Work(WorkOrder order, DateTimeOffset at, bool finished)
    {
        Ok(order.Accept(ActorOf(order.Handler!), at = Later(at)));
        if (faker.Random.Bool(0.2f))
        {
            Ok(order.Edit(order.Fields with { Solution = faker.PickRandom(Solutions), RiskType = fields.RiskType() }, ActorOf(order.Handler!), at = Later(at)));
        }

        for (var talks = faker.Random.WeightedRandom([0, 1, 2, 4], [0.3f, 0.4f, 0.2f, 0.1f]); talks > 0; talks--)
        {
            Ok(order.AddFollowUp(Talk(), order.FollowUps.Count, ActorOf(order.Handler!), at = Later(at)));
        }

        if (faker.Random.Bool(0.25f) && faker.PickRandom(agents) is var colleague && colleague != order.Handler)
        {
            Ok(order.Reassign(colleague, ActorOf(order.Handler!), at = Later(at), "客户由该同事负责"));
        }

        if (finished)
        {
            Finish(order, Later(at));
        }
    }

    private FollowUpFields Talk() => new(
        faker.PickRandom<NegotiationResult>(),
        FreeText.Parse(faker.PickRandom(Talks)),
        faker.Random.Bool(0.3f) ? faker.PickRandom<SettlementBasis>() : null,
        faker.PickRandom<BlackIndustry>());

    private void Finish(WorkOrder order, DateTimeOffset at)
    {
        Ok(order.Settle(faker.PickRandom<SettlementBasis>(), faker.PickRandom("客户认可处理结果", "已电话回访，客户无异议", "资料已补寄", null), ActorOf(order.Handler!), at));
        if (faker.Random.Bool(0.03f))
        {
            Ok(order.Reopen("客户再次来电，问题未解决", ActorOf(leader), Later(at)));
        }
    }

    private DateTimeOffset Later(DateTimeOffset at) =>
        at + (TimeSpan.FromMinutes(Math.Min((now - at).TotalMinutes, 2000)) * faker.Random.Double(0.02, 0.3));

    private static void Ok(Outcome outcome)
    {
        if (outcome.IsRefused)
        {
            throw new InvalidOperationException(outcome.Reason);
        }
    }
}

/// <summary>Random fields of demo orders.</summary>
internal sealed class DemoFields(Faker faker, IReadOnlyList<Customer> customers, IReadOnlyList<ProblemCategory> taxonomy, ILookup<ChoiceKind, string> choices)
{
    private static readonly string[] Wishes =
    [
        "客户来电咨询，要求当日回复。", "客户表示已还款，系统仍显示逾期，请核实后回电。", "客户要求出具结清证明并邮寄到新地址。",
        "客户因住院申请延期两个月还款，已告知所需材料。", "客户投诉催收频繁联系家人，情绪激动，已安抚。", "客户询问提前还款金额与违约金。",
        "客户要求更换还款卡，已说明办理流程。", "客户称征信记录有误，申请更正。",
    ];

    private readonly ILookup<int?, ProblemCategory> children = taxonomy.ToLookup(c => c.ParentId);

    public string RiskType() => faker.PickRandom(choices[ChoiceKind.RiskType].ToList());

    public WorkOrderFields Make(WorkOrderSource source, DateTimeOffset at)
    {
        // A third of the orders belong to the first 30 customers.
        var customer = faker.Random.Bool(0.33f) ? customers[faker.Random.Int(0, 29)] : faker.PickRandom<Customer>(customers);
        var type = faker.PickRandom(children[null].ToList());
        var topic = faker.PickRandom(children[type.Id].ToList());
        var subtopic = faker.PickRandom(children[topic.Id].ToList());
        var priority = faker.Random.WeightedRandom([Priority.Urgent, Priority.High, Priority.Normal, Priority.Low], [0.06f, 0.16f, 0.65f, 0.13f]);
        var fromFamily = faker.Random.Bool(0.15f);
        var id = faker.Random.Bool(0.8f) ? customer.IdNumber : null;
        var contract = faker.Random.Bool(0.75f) ? ContractOf(id) : null;
        return new WorkOrderFields
        {
            CustomerName = customer.Name,
            CustomerPhone = customer.Phone,
            CallerNumber = source != WorkOrderSource.Phone ? null : fromFamily ? PhoneNumber.Parse("139" + faker.Random.ReplaceNumbers("########")) : customer.Phone,
            IdNumber = id,
            ApplyNo = contract?.ApplyNo,
            ContractNo = contract?.ContractNo,
            ChannelName = contract?.ChannelName ?? Pick(ChoiceKind.Channel),
            RiskType = Pick(ChoiceKind.RiskType),
            BusinessType = Pick(ChoiceKind.BusinessType),
            OrderStatus = Pick(ChoiceKind.OrderStatus),
            ProblemTypeId = type.Id,
            ProblemTopicId = topic.Id,
            ProblemSubtopicId = faker.Random.Bool(0.8f) ? subtopic.Id : null,
            Priority = priority,
            Description = FreeText.Parse(faker.PickRandom(Wishes) + (fromFamily ? $"家属电话 {customer.Phone?.Unmask()}，方便时联系。" : "")),
            DueAt = at.AddHours(priority switch { Priority.Urgent => 4, Priority.High => 8, Priority.Normal => 24, _ => 72 }),
        };
    }

    // A contract of this person in the stand-in core; without an ID number, one that the core doesn't know.
    private LoanContract? ContractOf(IdNumber? id) => id is null
        ? new LoanContract { ApplyNo = "SQ202605" + faker.Random.ReplaceNumbers("######"), ContractNo = "HT202605" + faker.Random.ReplaceNumbers("######") }
        : StandInAnswer.Contracts(id) is { Count: > 0 } contracts ? faker.PickRandom<LoanContract>(contracts) : null;

    private string? Pick(ChoiceKind kind) => faker.Random.Bool(0.85f) ? faker.PickRandom(choices[kind].ToList()) : null;
}
