using System.Security.Cryptography;
using System.Text;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>工单模版: the columns of a workbook of new orders. Its version changes when the columns or their allowed values change.</summary>
public static class BatchTemplate
{
    public const string Id = "work-orders";
    public const string Name = "批量建单";
    public const string ReasonColumn = "原因";

    public static readonly IReadOnlyList<BatchColumn> Columns =
    [
        new("申请编号", "最多 40 个字", 18),
        new("合同编号", "最多 40 个字", 20),
        new("客户姓名", "最多 100 个字", 12),
        new("渠道名称", "从列表里选择", 14, lists => lists.Of(ChoiceKind.Channel, null)),
        new("客户电话", "5 至 19 位数字，可带区号；与来电号码、身份证号至少填一项", 16),
        new("来电号码", "5 至 19 位数字，可带区号", 16),
        new("身份证号", "15 位或 18 位", 22),
        new("风险类型", "从列表里选择", 12, lists => lists.Of(ChoiceKind.RiskType, null)),
        new("业务类型", "从列表里选择", 14, lists => lists.Of(ChoiceKind.BusinessType, null)),
        new("问题类型", "必填，从列表里选择", 14, lists => lists.Below(null, null).Select(c => c.Name)),
        new("问题主题", "先选问题类型，再从列表里选择", 16),
        new("问题主题细分", "先选问题主题，再从列表里选择", 18),
        new("优先级", "紧急、高、普通、低；不填为普通", 10, _ => EnumText.Of<Priority>().Select(p => p.Text)),
        new("描述", "最多 2000 个字", 40),
    ];

    /// <summary>The template mark stored in the hidden sheet.</summary>
    public static SheetMark MarkOf(OrderLists lists) => new(Id, VersionOf(lists));

    public static string VersionOf(OrderLists lists)
    {
        var all = Columns.Select(c => $"{c.Title}\t{c.Hint}\t{string.Join('\t', c.Values?.Invoke(lists) ?? [])}").Concat(Branches(lists).Select(b => string.Join('\t', b)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all))))[..12];
    }

    /// <summary>Each topic with its type, and each subtopic with its type and topic.</summary>
    internal static IEnumerable<string[]> Branches(OrderLists lists)
    {
        foreach (var type in lists.Below(null, null))
        {
            foreach (var topic in lists.Below(type.Id, null))
            {
                yield return [type.Name, topic.Name];
                foreach (var subtopic in lists.Below(topic.Id, null))
                {
                    yield return [type.Name, topic.Name, subtopic.Name];
                }
            }
        }
    }
}

/// <summary>A column of the template: the title is also the field name in messages, the hint is a header note, the values are a drop-down list.</summary>
public sealed record BatchColumn(string Title, string Hint, double Width, Func<OrderLists, IEnumerable<string>>? Values = null);
