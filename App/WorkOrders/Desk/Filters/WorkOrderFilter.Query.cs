using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders.Desk.Filters;

public sealed partial record WorkOrderFilter
{
    private const string CreatedRange = "创建时间";
    private const string SettledRange = "结单时间";

    private static readonly FilterField[] Fields =
    [
        FilterField.Identifier("phone", "联系方式", "请输入完整的电话号码", PhoneNumber.Parse, f => f.Phone, (f, v) => f with { Phone = v }),
        FilterField.Identifier("id", "身份证号", "请输入完整的身份证号", Shared.IdNumber.Parse, f => f.IdNumber, (f, v) => f with { IdNumber = v }),
        new("status", "状态", WriteStatuses, ReadStatuses, f => f with { Statuses = [] }, (f, _) => [.. f.Statuses.Cast<object>()]),
        FilterField.Reference("handler", "处理人", f => f.HandlerId, (f, v) => f with { HandlerId = v }, (n, id) => n.Person(id)),
        FilterField.Reference("answered", "接听人", f => f.AnsweredById, (f, v) => f with { AnsweredById = v }, (n, id) => n.Person(id)),
        FilterField.Day("from", "创建时间起", f => f.CreatedFrom, (f, v) => f with { CreatedFrom = v }),
        FilterField.Day("to", "创建时间止", f => f.CreatedTo, (f, v) => f with { CreatedTo = v }),
        FilterField.Number("apply", "申请编号", WorkOrderLimits.BusinessNumber, f => f.ApplyNo, (f, v) => f with { ApplyNo = v }),
        FilterField.Number("contract", "合同编号", WorkOrderLimits.BusinessNumber, f => f.ContractNo, (f, v) => f with { ContractNo = v }),
        FilterField.Text("name", "客户姓名", WorkOrderLimits.Name, f => f.Customer, (f, v) => f with { Customer = v }),
        FilterField.Text("channel", "渠道名称", WorkOrderLimits.Name, f => f.Channel, (f, v) => f with { Channel = v }),
        FilterField.Reference("type", "问题类型", f => f.ProblemTypeId, (f, v) => f with { ProblemTypeId = v }, (n, id) => n.Category(id)),
        FilterField.Reference("topic", "问题主题", f => f.TopicId, (f, v) => f with { TopicId = v }, (n, id) => n.Category(id)),
        FilterField.Reference("subtopic", "问题主题细分", f => f.SubtopicId, (f, v) => f with { SubtopicId = v }, (n, id) => n.Category(id)),
        FilterField.Text("risk", "风险类型", ListedName.NameLength, f => f.RiskType, (f, v) => f with { RiskType = v }),
        FilterField.Text("business", "业务类型", ListedName.NameLength, f => f.BusinessType, (f, v) => f with { BusinessType = v }),
        FilterField.Day("settled-from", "结单时间起", f => f.SettledFrom, (f, v) => f with { SettledFrom = v }),
        FilterField.Day("settled-to", "结单时间止", f => f.SettledTo, (f, v) => f with { SettledTo = v }),
        new("overdue", "已超期", f => f.Overdue ? "1" : null, (f, text) => f with { Overdue = text is "1" or "true" }, f => f with { Overdue = false }, (_, _) => []),
        new("source", "来源", f => f.Source?.ToString().ToLowerInvariant(), ReadSource, f => f with { Source = null }, (f, _) => [f.Source!.Value]),
    ];

    /// <summary>Parses a query string. Invalid values are ignored and reported in <see cref="Problems"/>.</summary>
    public static WorkOrderFilter Parse(string? query, DeskView viewWhenNone = DeskView.MyUnhandled)
    {
        var values = QueryHelpers.ParseQuery(query);
        var filter = new WorkOrderFilter { View = DeskViews.Find(values.GetValueOrDefault("view")) ?? viewWhenNone };
        foreach (var field in Fields)
        {
            if (string.Join(',', (IEnumerable<string?>)values.GetValueOrDefault(field.Key)) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                filter = field.Read(filter, text.Trim());
            }
        }

        return ReadPaging(filter.WithoutTurnedRanges(), values);
    }

    /// <summary>The shortest query string that parses back to this filter, starting with a question mark.</summary>
    public string ToQuery()
    {
        var query = new StringBuilder("?view=").Append(View.Slug());
        foreach (var field in Fields)
        {
            Add(query, field.Key, field.Write(this));
        }

        Add(query, "sort", Sort == DeskSort.CreatedAt && !Ascending ? null : (Ascending ? "" : "-") + Sort.ToString().ToLowerInvariant());
        Add(query, "page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture));
        Add(query, "size", PageSize == DefaultPageSize ? null : PageSize.ToString(CultureInfo.InvariantCulture));
        Add(query, "open", Open);
        return query.ToString();
    }

    private static void Add(StringBuilder query, string key, string? value)
    {
        if (value is not null)
        {
            query.Append('&').Append(key).Append('=').Append(Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal));
        }
    }

    private static WorkOrderFilter ReadPaging(WorkOrderFilter filter, Dictionary<string, StringValues> values)
    {
        var sort = values.GetValueOrDefault("sort").FirstOrDefault()?.Trim() ?? "";
        var column = FilterField.Parse<DeskSort>(sort.TrimStart('-'));
        return filter with
        {
            Sort = column ?? DeskSort.CreatedAt,
            Ascending = column is not null && !sort.StartsWith('-'),
            Page = (int)Math.Clamp(Number(values, "page") ?? 1, 1, MaxPage),
            PageSize = Number(values, "size") is { } size && PageSizes.Contains((int)size) ? (int)size : DefaultPageSize,
            Open = OrderNumber.Find(values.GetValueOrDefault("open").FirstOrDefault()),
        };
    }

    private static double? Number(Dictionary<string, StringValues> values, string key) =>
        double.TryParse(values.GetValueOrDefault(key).FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? WriteStatuses(WorkOrderFilter filter) =>
        filter.Statuses.Count == 0 ? null : string.Join(',', filter.Statuses.Distinct().Order()).ToLowerInvariant();

    private static WorkOrderFilter ReadStatuses(WorkOrderFilter filter, string text)
    {
        var read = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(FilterField.Parse<WorkOrderStatus>).ToList();
        var known = filter with { Statuses = [.. read.OfType<WorkOrderStatus>().Distinct().Order()] };
        return read.Contains(null) ? FilterField.Wrong(known, "状态", "没有这个选项") : known;
    }

    private static WorkOrderFilter ReadSource(WorkOrderFilter filter, string text) =>
        FilterField.Parse<WorkOrderSource>(text) is { } source ? filter with { Source = source } : FilterField.Wrong(filter, "来源", "没有这个选项");

    private WorkOrderFilter WithoutTurnedRanges()
    {
        var filter = this;
        if (filter.CreatedFrom > filter.CreatedTo)
        {
            filter = FilterField.Wrong(filter with { CreatedTo = null }, CreatedRange, "结束日期早于开始日期");
        }

        return filter.SettledFrom > filter.SettledTo
            ? FilterField.Wrong(filter with { SettledTo = null }, SettledRange, "结束日期早于开始日期")
            : filter;
    }
}
