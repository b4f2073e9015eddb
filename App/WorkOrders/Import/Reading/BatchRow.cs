using System.Text.Encodings.Web;
using System.Text.Json;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>A row of an upload: the texts of the template's columns, converted to an order with the rules of the form.</summary>
internal sealed record BatchRow(int Number, IReadOnlyList<string?> Cells)
{
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, int> Places = BatchTemplate.Columns.Select((c, i) => (c.Title, i)).ToDictionary(c => c.Title, c => c.i, StringComparer.Ordinal);

    private string? this[string title] => Cells[Places[title]];

    /// <param name="lists">The values that may be chosen.</param>
    /// <param name="faults">Errors from reading the cells. Fields with such an error are not checked again.</param>
    /// <param name="now">The time of the check.</param>
    public CheckedOrder Check(OrderLists lists, IReadOnlyList<FieldError> faults, DateTimeOffset now)
    {
        var errors = faults.ToList();
        foreach (var column in BatchTemplate.Columns.Where(c => this[c.Title]?.TrimStart().StartsWith('=') == true))
        {
            errors.Add(new FieldError(column.Title, OrderRules.EqualsSign.Text));
        }

        var type = Find("问题类型", lists.Below(null, null), errors);
        var topic = type is null ? null : Find("问题主题", lists.Below(type, null), errors);
        var subtopic = topic is null ? null : Find("问题主题细分", lists.Below(topic, null), errors);
        RefuseOrphan("问题主题", "问题类型", type is null, errors);
        RefuseOrphan("问题主题细分", "问题主题", topic is null, errors);
        var check = Input(type, topic, subtopic, PriorityOf(errors)).Check(lists, now);
        errors.AddRange(check.Errors.Where(e => !errors.Exists(known => known.Field == e.Field)));
        return new CheckedOrder(check.Fields, errors);
    }

    /// <summary>Errors from reading the cells of the template's columns.</summary>
    public static IReadOnlyList<FieldError> Faults(SheetRow row, IReadOnlyList<int> places) =>
    [
        .. BatchTemplate.Columns.Select((c, i) => (c.Title, Fault: places[i] < 0 ? CellFault.None : row[places[i]].Fault)).Where(c => c.Fault != CellFault.None)
            .Select(c => new FieldError(c.Title, c.Fault switch
            {
                CellFault.Formula => OrderRules.Formula.Text,
                CellFault.Date => OrderRules.DateCell.Text,
                CellFault.LostDigits => OrderRules.LostDigits.Text,
                _ => OrderRules.ErrorCell.Text,
            })),
    ];

    private WorkOrderInput Input(int? type, int? topic, int? subtopic, Priority priority) => new()
    {
        ApplyNo = this["申请编号"],
        ContractNo = this["合同编号"],
        CustomerName = this["客户姓名"],
        ChannelName = this["渠道名称"],
        CustomerPhone = this["客户电话"],
        CallerNumber = this["来电号码"],
        IdNumber = this["身份证号"],
        RiskType = this["风险类型"],
        BusinessType = this["业务类型"],
        ProblemTypeId = type,
        ProblemTopicId = topic,
        ProblemSubtopicId = subtopic,
        Priority = priority,
        Description = this["描述"],
    };

    private int? Find(string title, IEnumerable<CategoryOption> offered, List<FieldError> errors)
    {
        if (Normalise.Text(this[title]) is not { } name || errors.Exists(e => e.Field == title))
        {
            return null;
        }

        if (offered.FirstOrDefault(c => c.Name == name) is { } found)
        {
            return found.Id;
        }

        errors.Add(new FieldError(title, OrderRules.NotListed.Text, Short(name)));
        return null;
    }

    private void RefuseOrphan(string title, string above, bool isAboveMissing, List<FieldError> errors)
    {
        if (isAboveMissing && Normalise.Text(this[title]) is not null && Normalise.Text(this[above]) is null && !errors.Exists(e => e.Field == above || e.Field == title))
        {
            errors.Add(new FieldError(title, OrderRules.NoParent.Text));
        }
    }

    private Priority PriorityOf(List<FieldError> errors)
    {
        if (Normalise.Text(this["优先级"]) is not { } text || errors.Exists(e => e.Field == "优先级"))
        {
            return Priority.Normal;
        }

        foreach (var (value, name) in EnumText.Of<Priority>())
        {
            if (name == text)
            {
                return value;
            }
        }

        errors.Add(new FieldError("优先级", OrderRules.NotListed.Text, Short(text)));
        return Priority.Normal;
    }

    private static string Short(string text) => text.Length <= 20 ? text : string.Concat(text.AsSpan(0, 20), "…");
}
