using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;

namespace WorkOrders.Benchmarks;

/// <summary>One measured list: the filter of the n-th run, and the limit.</summary>
internal sealed record ListCase(string Name, Func<int, WorkOrderFilter> Filter, double Limit);

/// <summary>The measured lists, with filter values taken from existing orders.</summary>
internal sealed class ListCases
{
    private const double FirstPage = 15;
    private const double DeepPage = 30;
    private const double TwoBroad = 60;

    private readonly List<WorkOrder> samples;
    private readonly DateOnly today;

    private ListCases(List<WorkOrder> samples, DateOnly today) => (this.samples, this.today) = (samples, today);

    public static async Task<ListCases> TakeAsync(AppDb db, DateTimeOffset now)
    {
        var last = await db.WorkOrders.MaxAsync(o => o.Id);
        var ids = Enumerable.Range(0, 400).Select(i => last - (i * (last / 401))).ToList();
        return new ListCases(await db.WorkOrders.AsNoTracking().Where(o => ids.Contains(o.Id)).ToListAsync(), BusinessTime.DayOf(now));
    }

    public static IEnumerable<ListCase> Views() => Enum.GetValues<DeskView>().Select(view => new ListCase(view.Name(), _ => Of(view), FirstPage));

    public IEnumerable<ListCase> Filters()
    {
        var all = Of(DeskView.All);
        yield return new("联系方式", i => all with { Phone = Sample(i, o => o.CallerNumber ?? o.CustomerPhone) }, FirstPage);
        yield return new("身份证号", i => all with { IdNumber = Sample(i, o => o.IdNumber) }, FirstPage);
        yield return new("状态 (two)", _ => all with { Statuses = [WorkOrderStatus.Unhandled, WorkOrderStatus.Processing] }, FirstPage);
        yield return new("处理人", i => all with { HandlerId = Sample(i, o => o.HandlerId) }, FirstPage);
        yield return new("接听人", i => all with { AnsweredById = Sample(i, o => o.AnsweredById) }, FirstPage);
        yield return new("创建时间 one day", i => all with { CreatedFrom = Day(i), CreatedTo = Day(i) }, FirstPage);
        yield return new("创建时间 one month", i => all with { CreatedFrom = Day(i), CreatedTo = Day(i).AddDays(30) }, FirstPage);
        yield return new("申请编号", i => all with { ApplyNo = Sample(i, o => o.ApplyNo) }, FirstPage);
        yield return new("合同编号", i => all with { ContractNo = Sample(i, o => o.ContractNo) }, FirstPage);
        yield return new("客户姓名 whole", i => all with { Customer = Sample(i, o => o.CustomerName) }, FirstPage);
        yield return new("客户姓名 first character", i => all with { Customer = Sample(i, o => o.CustomerName)![..1] }, FirstPage);
        yield return new("渠道名称", i => all with { Channel = Sample(i, o => o.ChannelName) }, FirstPage);
        yield return new("问题类型", i => all with { ProblemTypeId = Sample(i, o => o.ProblemTypeId) }, FirstPage);
        yield return new("问题主题", i => all with { TopicId = Sample(i, o => o.ProblemTopicId) }, FirstPage);
        yield return new("问题主题细分", i => all with { SubtopicId = Sample(i, o => o.ProblemSubtopicId) }, FirstPage);
        yield return new("风险类型", i => all with { RiskType = Sample(i, o => o.RiskType) }, FirstPage);
        yield return new("业务类型", i => all with { BusinessType = Sample(i, o => o.BusinessType) }, FirstPage);
        yield return new("结单时间 one day", i => all with { SettledFrom = Day(i), SettledTo = Day(i) }, FirstPage);
        yield return new("结单时间 one month", i => all with { SettledFrom = Day(i), SettledTo = Day(i).AddDays(30) }, FirstPage);
        yield return new("已超期", _ => all with { Overdue = true }, FirstPage);
        yield return new("来源", i => all with { Source = (WorkOrderSource)(i % 4) }, FirstPage);
    }

    public IEnumerable<ListCase> Combined()
    {
        var all = Of(DeskView.All);
        yield return new("处理人 + 状态 处理中", i => all with { HandlerId = Sample(i, o => o.HandlerId), Statuses = [WorkOrderStatus.Processing] }, FirstPage);
        yield return new("我的结单 + 渠道", i => Of(DeskView.MySettled) with { Channel = Sample(i, o => o.ChannelName) }, FirstPage);
        yield return new("我的未处理 + 已超期", _ => Of(DeskView.MyUnhandled) with { Overdue = true }, FirstPage);
        yield return new("我发的 + 问题主题", i => Of(DeskView.Created) with { TopicId = Sample(i, o => o.ProblemTopicId) }, FirstPage);
        yield return new("渠道 + 风险类型", i => all with { Channel = Sample(i, o => o.ChannelName), RiskType = Sample(i + 7, o => o.RiskType) }, FirstPage);
        yield return new(
            "渠道 + 问题细分 + 来源 + 业务类型",
            i => all with
            {
                Channel = Sample(i, o => o.ChannelName),
                SubtopicId = Sample(i + 1, o => o.ProblemSubtopicId),
                Source = WorkOrderSource.Api,
                BusinessType = Sample(i + 2, o => o.BusinessType),
            },
            FirstPage);
        yield return new("状态 未处理 + 渠道", i => all with { Statuses = [WorkOrderStatus.Unhandled], Channel = Sample(i, o => o.ChannelName) }, FirstPage);
        yield return new(
            "创建时间 one month + 问题类型", i => all with { CreatedFrom = Day(i), CreatedTo = Day(i).AddDays(30), ProblemTypeId = Sample(i, o => o.ProblemTypeId) },
            FirstPage);
        yield return new("no match: 联系方式", _ => all with { Phone = PhoneNumber.Parse("19900000001") }, FirstPage);
        yield return new("no match: 渠道 that nobody has", _ => all with { Channel = "没有的渠道" }, FirstPage);
        yield return new("no match: 未处理 + 结单时间", i => all with { Statuses = [WorkOrderStatus.Unhandled], SettledFrom = Day(i) }, FirstPage);
        yield return new(
            "no match: 渠道 + 来源 + 昨天结单 + 去年创建",
            i => all with
            {
                Channel = Sample(i, o => o.ChannelName),
                Source = WorkOrderSource.Api,
                CreatedTo = today.AddDays(-400),
                SettledFrom = today.AddDays(-1),
            },
            FirstPage);
    }

    /// <summary>Two filters that many orders match.</summary>
    public IEnumerable<ListCase> Broad()
    {
        var all = Of(DeskView.All);
        yield return new("渠道 + 风险类型", i => all with { Channel = Sample(i, o => o.ChannelName), RiskType = Sample(i + 7, o => o.RiskType) }, TwoBroad);
        yield return new("渠道 + 业务类型", i => all with { Channel = Sample(i, o => o.ChannelName), BusinessType = Sample(i + 5, o => o.BusinessType) }, TwoBroad);
        yield return new("问题类型 + 来源", i => all with { ProblemTypeId = Sample(i, o => o.ProblemTypeId), Source = (WorkOrderSource)(i % 4) }, TwoBroad);
        yield return new("问题类型 + 渠道", i => all with { ProblemTypeId = Sample(i, o => o.ProblemTypeId), Channel = Sample(i + 3, o => o.ChannelName) }, TwoBroad);
        yield return new("风险类型 + 来源", i => all with { RiskType = Sample(i, o => o.RiskType), Source = (WorkOrderSource)(i % 4) }, TwoBroad);
        yield return new("处理人 + 渠道", i => all with { HandlerId = Sample(i, o => o.HandlerId), Channel = Sample(i + 3, o => o.ChannelName) }, TwoBroad);
        yield return new("全部结单 + 风险类型", i => Of(DeskView.AllSettled) with { RiskType = Sample(i, o => o.RiskType) }, TwoBroad);
        yield return new("我发的 + 渠道", i => Of(DeskView.Created) with { Channel = Sample(i, o => o.ChannelName) }, TwoBroad);
        yield return new("no match: 我的结单 + 渠道 that nobody has", _ => Of(DeskView.MySettled) with { Channel = "没有的渠道" }, FirstPage);
        yield return new("no match: 我的结单 + 状态 未处理", _ => Of(DeskView.MySettled) with { Statuses = [WorkOrderStatus.Unhandled] }, FirstPage);
        yield return new("no match: 我的结单 + 已超期", _ => Of(DeskView.MySettled) with { Overdue = true }, FirstPage);
        yield return new("no match: 我的未处理 + 结单时间", i => Of(DeskView.MyUnhandled) with { SettledFrom = Day(i) }, FirstPage);
        yield return new("no match: 我发的 + 联系方式", _ => Of(DeskView.Created) with { Phone = PhoneNumber.Parse("19900000001") }, FirstPage);
        yield return new("no match: 全部未处理 + 渠道 that nobody has", _ => Of(DeskView.AllUnhandled) with { Channel = "没有的渠道" }, FirstPage);
    }

    public IEnumerable<ListCase> Sorts()
    {
        foreach (var sort in (DeskSort[])[DeskSort.Number, DeskSort.DueAt, DeskSort.Status])
        {
            foreach (var ascending in (bool[])[false, true])
            {
                var word = $"{sort} {(ascending ? "ascending" : "descending")}";
                yield return new($"全部 by {word}", _ => Of(DeskView.All) with { Sort = sort, Ascending = ascending }, FirstPage);
                yield return new($"全部未处理 by {word}", _ => Of(DeskView.AllUnhandled) with { Sort = sort, Ascending = ascending }, FirstPage);
                yield return new($"我发的 by {word}", _ => Of(DeskView.Created) with { Sort = sort, Ascending = ascending }, FirstPage);
                yield return new($"我的结单 by {word}", _ => Of(DeskView.MySettled) with { Sort = sort, Ascending = ascending }, FirstPage);
                yield return new(
                    $"渠道 by {word}", i => Of(DeskView.All) with { Channel = Sample(i, o => o.ChannelName), Sort = sort, Ascending = ascending }, FirstPage);
            }
        }

        yield return new("全部 by 创建时间 ascending", _ => Of(DeskView.All) with { Ascending = true }, FirstPage);
        yield return new("我的未处理 by 客户姓名", _ => Of(DeskView.MyUnhandled) with { Sort = DeskSort.CustomerName, Ascending = true }, FirstPage);
        yield return new(
            "创建时间 three days by 处理人",
            i => Of(DeskView.All) with { CreatedFrom = Day(i), CreatedTo = Day(i).AddDays(2), Sort = DeskSort.Handler, Ascending = true }, FirstPage);
    }

    public IEnumerable<ListCase> Deep()
    {
        foreach (var (name, filter) in ((string, WorkOrderFilter)[])
        [
            ("全部", Of(DeskView.All)),
            ("全部 ascending", Of(DeskView.All) with { Ascending = true }),
            ("全部 by 工单ID", Of(DeskView.All) with { Sort = DeskSort.Number }),
            ("全部 by 状态", Of(DeskView.All) with { Sort = DeskSort.Status, Ascending = true }),
            ("全部结单工单", Of(DeskView.AllSettled)),
            ("全部 + 创建时间 two years", Of(DeskView.All) with { CreatedFrom = today.AddDays(-730) }),
            ("全部 by 到期", Of(DeskView.All) with { Sort = DeskSort.DueAt }),
            ("来源 电话", Of(DeskView.All) with { Source = WorkOrderSource.Phone }),
        ])
        {
            yield return new($"{name}, page 10 000", i => filter.WithPage(10_000 + i), DeepPage);
        }

        yield return new("全部, last page", _ => Of(DeskView.All).WithPage(WorkOrderFilter.MaxPage), DeepPage);
        yield return new("我的结单工单, last page", _ => Of(DeskView.MySettled).WithPage(WorkOrderFilter.MaxPage), DeepPage);
        yield return new("我发的全部工单, last page", _ => Of(DeskView.Created).WithPage(WorkOrderFilter.MaxPage), DeepPage);
        yield return new("渠道, page 1 000", i => Of(DeskView.All).WithPage(1000) with { Channel = Sample(i, o => o.ChannelName) }, DeepPage);
    }

    /// <summary>Typical search texts.</summary>
    public IEnumerable<(string Name, Func<int, string> Text)> Searches()
    {
        yield return ("number", i => samples[i % samples.Count].Number);
        yield return ("beginning of a number", i => samples[i % samples.Count].Number[..10]);
        yield return ("phone", i => Sample(i, o => o.CustomerPhone)!.Unmask());
        yield return ("ID number", i => Sample(i, o => o.IdNumber)!.Unmask());
        yield return ("contract number", i => Sample(i, o => o.ContractNo)!);
        yield return ("application number", i => Sample(i, o => o.ApplyNo)!);
        yield return ("customer name", i => Sample(i, o => o.CustomerName)!);
        yield return ("nothing", i => $"没有这个人{i}");
    }

    private static WorkOrderFilter Of(DeskView view) => new() { View = view };

    private DateOnly Day(int i) => today.AddDays(-(i * 37 % 1000) - 31);

    private T Sample<T>(int i, Func<WorkOrder, T> value)
    {
        for (var at = i; ; at++)
        {
            if (value(samples[at % samples.Count]) is { } found)
            {
                return found;
            }
        }
    }
}
