using WorkOrders.Desk.Reading;
using WorkOrders.Shared;

namespace WorkOrders.Desk.Table;

/// <summary>A column of the list. Key identifies it in saved layouts, Label and Group are localizer keys, Width is the default width in px.</summary>
public sealed record DeskColumn(string Key, string Label, ColumnGroup Group, int Width, DeskSort? Sort, Func<WorkOrderRow, DeskTexts, DeskCell> Cell) : ICodedText
{
    public const int MinWidth = 56;
    public const int MaxWidth = 480;

    string ICoded.Code => Key;

    string ICodedText.Text => Label;

    public bool IsNumber => Key == "number";

    /// <summary>The time value of a time column, for exports.</summary>
    public Func<WorkOrderRow, DateTimeOffset?>? Time { get; init; }

    /// <summary>The identifier of a masked column.</summary>
    public Func<WorkOrderRow, Sensitive?>? Identifier { get; init; }
}

/// <summary>Content of one cell: text, full text on hover, CSS classes.</summary>
public readonly record struct DeskCell(string? Text, string? Title = null, string? Class = null)
{
    private const int FitsAlways = 8;

    /// <summary>Plain text. Long text may be truncated; the full text is shown on hover.</summary>
    public static implicit operator DeskCell(string? text) => new(text, text?.Length > FitsAlways ? text : null);
}

/// <summary>The header groups 工单 / 客户 / 小结.</summary>
public enum ColumnGroup
{
    Order,
    Customer,
    Summary,
}

/// <summary>All available columns. The first ten are shown by default.</summary>
public static class DeskColumns
{
    public const int DefaultCount = 10;

    public static readonly IReadOnlyList<DeskColumn> All =
    [
        new("number", "工单ID", ColumnGroup.Order, 152, DeskSort.Number, (o, _) => new(o.Number)),
        new("answered", "接听人", ColumnGroup.Order, 72, DeskSort.AnsweredBy, (o, _) => o.AnsweredBy),
        new("done", "是否完结", ColumnGroup.Order, 80, DeskSort.Status, (o, t) => new(o.IsSettled ? t.Yes : t.No)),
        new("created", "创建时间", ColumnGroup.Order, 112, DeskSort.CreatedAt, (o, t) => t.Time(o.CreatedAt)) { Time = o => o.CreatedAt },
        new("apply", OrderFields.ApplyNo.Text, ColumnGroup.Customer, 136, DeskSort.ApplyNo, (o, _) => o.ApplyNo),
        new("contract", OrderFields.ContractNo.Text, ColumnGroup.Customer, 144, DeskSort.ContractNo, (o, _) => o.ContractNo),
        new("name", OrderFields.CustomerName.Text, ColumnGroup.Customer, 88, DeskSort.CustomerName, (o, _) => o.CustomerName),
        new("channel", OrderFields.ChannelName.Text, ColumnGroup.Customer, 104, DeskSort.Channel, (o, _) => o.ChannelName),
        new("type", OrderFields.ProblemType.Text, ColumnGroup.Summary, 96, DeskSort.ProblemType, (o, _) => o.ProblemType),
        new("topic", OrderFields.ProblemTopic.Text, ColumnGroup.Summary, 112, DeskSort.ProblemTopic, (o, _) => o.ProblemTopic),

        new("status", "状态", ColumnGroup.Order, 88, DeskSort.Status, (o, t) => t.Status(o.Status)),
        new("handler", "当前处理人", ColumnGroup.Order, 96, DeskSort.Handler, (o, t) => o.Handler ?? t.Unassigned),
        new("creator", "创建人", ColumnGroup.Order, 72, DeskSort.CreatedBy, (o, _) => o.CreatedBy),
        new("due", "到期", ColumnGroup.Order, 112, DeskSort.DueAt, (o, t) => t.Due(o)) { Time = o => o.DueAt },
        new("priority", OrderFields.Priority.Text, ColumnGroup.Order, 72, DeskSort.Priority, (o, t) => t.Of(o.Priority)),
        new("source", "来源", ColumnGroup.Order, 72, DeskSort.Source, (o, t) => t.Of(o.Source)),
        new("settled", "结单时间", ColumnGroup.Order, 112, DeskSort.SettledAt, (o, t) => t.Time(o.SettledAt)) { Time = o => o.SettledAt },
        new("settler", "结单人", ColumnGroup.Order, 72, null, (o, _) => o.SettledBy),
        new("phone", OrderFields.CustomerPhone.Text, ColumnGroup.Customer, 112, null, (o, _) => new(o.CustomerPhone?.Masked)) { Identifier = o => o.CustomerPhone },
        new("caller", OrderFields.CallerNumber.Text, ColumnGroup.Customer, 112, null, (o, _) => new(o.CallerNumber?.Masked)) { Identifier = o => o.CallerNumber },
        new("id", OrderFields.IdNumber.Text, ColumnGroup.Customer, 160, null, (o, _) => new(o.IdNumber?.Masked)) { Identifier = o => o.IdNumber },
        new("risk", OrderFields.RiskType.Text, ColumnGroup.Customer, 96, DeskSort.RiskType, (o, _) => o.RiskType),
        new("subtopic", OrderFields.ProblemSubtopic.Text, ColumnGroup.Summary, 120, DeskSort.ProblemSubtopic, (o, _) => o.ProblemSubtopic),
        new("business", OrderFields.BusinessType.Text, ColumnGroup.Summary, 96, DeskSort.BusinessType, (o, _) => o.BusinessType),
        new("state", OrderFields.OrderStatus.Text, ColumnGroup.Summary, 96, null, (o, _) => o.OrderStatus),
        new("solution", OrderFields.Solution.Text, ColumnGroup.Summary, 160, null, (o, _) => o.Solution),
        new("basis", OrderFields.SettlementBasis.Text, ColumnGroup.Summary, 112, null, (o, t) => o.SettlementBasis is { } basis ? t.Of(basis) : null),
    ];

    public static string Name(this ColumnGroup group) => group switch
    {
        ColumnGroup.Order => "工单",
        ColumnGroup.Customer => "客户",
        _ => "小结",
    };
}
