using System.Globalization;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders.Demo.Load;

/// <summary>Random fields of generated orders: repeat callers, every value in a valid format.</summary>
internal sealed class LoadFields
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧"];
    private static readonly string[] GivenNames = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "霞", "平", "刚", "桂英", "建国", "志强", "秀兰", "子涵", "雨欣", "浩然", "梓萱", "俊杰", "晓东", "海燕", "文博", "思远", "嘉怡", "国庆", "玉梅", "立新", "佳琪", "鹏飞", "春梅"];
    private static readonly string[] PhonePrefixes = ["130", "131", "133", "135", "136", "137", "138", "139", "150", "151", "158", "166", "177", "186", "189", "198"];
    private static readonly string[] Regions = ["110101", "130102", "310104", "320102", "330106", "370102", "410102", "420106", "440106", "510104", "610113", "210102"];
    private static readonly string[] Wishes = ["客户来电咨询，要求当日回复。", "客户表示已还款，系统仍显示逾期，请核实后回电。", "客户要求出具结清证明并邮寄到新地址。", "客户申请延期还款，已告知所需材料。", "客户投诉催收频繁联系家人，已安抚。", "客户询问提前还款金额与违约金。"];

    private readonly Random random;
    private readonly Caller[] callers;
    private readonly ILookup<int?, ProblemCategory> children;
    private readonly ILookup<ChoiceKind, string> choices;

    public LoadFields(Random random, int callers, IReadOnlyList<ProblemCategory> taxonomy, IEnumerable<Choice> choices)
    {
        this.random = random;
        this.callers = [.. Enumerable.Range(0, callers).Select(Invent)];
        children = taxonomy.ToLookup(c => c.ParentId);
        this.choices = choices.ToLookup(c => c.Kind, c => c.Name);
    }

    public WorkOrderFields Make(WorkOrderSource source, DateTimeOffset at)
    {
        var caller = callers[Skewed(callers.Length)];
        var type = Pick(children[null]);
        var topic = type is null ? null : Pick(children[type.Id]);
        var subtopic = topic is null || random.Next(5) == 0 ? null : Pick(children[topic.Id]);
        var priority = random.Next(100) switch { < 6 => Priority.Urgent, < 22 => Priority.High, < 87 => Priority.Normal, _ => Priority.Low };
        var contract = random.Next(3);
        return new WorkOrderFields
        {
            CustomerName = caller.Name,
            CustomerPhone = caller.Phone,
            CallerNumber = source != WorkOrderSource.Phone ? null : random.Next(7) == 0 ? Phone(random.Next(100_000_000)) : caller.Phone,
            IdNumber = random.Next(5) == 0 ? null : caller.IdNumber,
            ApplyNo = random.Next(10) < 3 ? null : string.Create(CultureInfo.InvariantCulture, $"SQ{caller.Number:D8}{contract}"),
            ContractNo = random.Next(10) < 4 ? null : string.Create(CultureInfo.InvariantCulture, $"HT{caller.Number:D8}{contract}"),
            ChannelName = Choose(ChoiceKind.Channel),
            RiskType = Choose(ChoiceKind.RiskType),
            BusinessType = Choose(ChoiceKind.BusinessType),
            OrderStatus = Choose(ChoiceKind.OrderStatus),
            ProblemTypeId = type?.Id,
            ProblemTopicId = topic?.Id,
            ProblemSubtopicId = subtopic?.Id,
            Priority = priority,
            Description = FreeText.Parse(Wishes[random.Next(Wishes.Length)]),
            DueAt = at.AddHours(priority switch { Priority.Urgent => 4, Priority.High => 8, Priority.Normal => 24, _ => 72 }),
        };
    }

    /// <summary>A random list index; low indexes are more frequent.</summary>
    public int Skewed(int count) => (int)(count * Math.Pow(random.NextDouble(), 1.5));

    private Caller Invent(int number)
    {
        var born = new DateOnly(random.Next(1962, 2004), random.Next(1, 13), random.Next(1, 29));
        var first17 = string.Create(CultureInfo.InvariantCulture, $"{Regions[random.Next(Regions.Length)]}{born:yyyyMMdd}{number % 1000:D3}");
        return new Caller(number, Surnames[random.Next(Surnames.Length)] + GivenNames[random.Next(GivenNames.Length)], Phone(number), IdNumber.Parse(first17 + IdNumber.CheckCharacter(first17))!);
    }

    // 61 and 100 000 000 are coprime, so the numbers are unique but not sequential.
    private static PhoneNumber Phone(int number) =>
        PhoneNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"{PhonePrefixes[number % PhonePrefixes.Length]}{number * 61L % 100_000_000:D8}"))!;

    private string? Choose(ChoiceKind kind)
    {
        var list = (ICollection<string>)choices[kind];
        return list.Count == 0 || random.Next(7) == 0 ? null : list.ElementAt(Skewed(list.Count));
    }

    private ProblemCategory? Pick(IEnumerable<ProblemCategory> categories)
    {
        var list = (ICollection<ProblemCategory>)categories;
        return list.Count == 0 ? null : list.ElementAt(Skewed(list.Count));
    }

    private sealed record Caller(int Number, string Name, PhoneNumber Phone, IdNumber IdNumber);
}
