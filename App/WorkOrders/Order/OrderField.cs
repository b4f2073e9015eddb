using System.Globalization;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders;

/// <summary>A field of an order that people fill in: all that form, validation, import, conflict and history know of it. The list is <see cref="OrderFields.All"/>.</summary>
public abstract class OrderField(FieldName name, FieldGroup group, FieldKind kind)
{
    public FieldName Name => name;

    public FieldGroup Group => group;

    public FieldKind Kind => kind;

    /// <summary>The value is <see cref="Sensitive"/>: screens show it masked and reveal it on request.</summary>
    public bool IsMasked => Kind is FieldKind.Phone or FieldKind.IdNumber or FieldKind.LongText;

    /// <summary>A contract or application number: printed as it is.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The list of a choice.</summary>
    public ChoiceKind? List { get; init; }

    /// <summary>The level of a problem category.</summary>
    public ProblemLevel? Level { get; init; }

    /// <summary>The column of 工单模版; null when the field can't be imported.</summary>
    public TemplateColumn? Column { get; init; }

    /// <summary>What is merged and chosen as one: a mix of two problem paths is invalid.</summary>
    public string Part => Level is null ? Name.Text : "问题分类";

    public abstract object? Value(WorkOrderFields fields);

    /// <summary>The value as operation records keep it.</summary>
    internal object? Recorded(WorkOrderFields fields) => Value(fields) is string number && IsNumber ? new BusinessNumber(number) : Value(fields);

    public abstract WorkOrderFields Copy(WorkOrderFields to, WorkOrderFields from);

    /// <summary>The text in the form: as typed, masked, an id or the name of an enum value.</summary>
    public abstract string? Typed(WorkOrderInput input);

    public abstract void Type(WorkOrderInput input, string? text);

    /// <summary>The values to choose from, with their Chinese texts; empty for other fields.</summary>
    public IEnumerable<(string Value, string Text)> Options(OrderLists lists, WorkOrderInput input) => Kind switch
    {
        FieldKind.Choice => lists.Of(List!.Value, Typed(input)).Select(name => (name, name)),
        FieldKind.Category => Categories(lists, input.Problem).Select(c => (c.Id.ToString(CultureInfo.InvariantCulture), c.Name)),
        FieldKind.Priority => EnumText.Of<Priority>().Select(p => (p.Value.ToString(), p.Text)),
        _ => [],
    };

    /// <summary>Fills the form with the value, masked.</summary>
    internal void Show(WorkOrderInput input, WorkOrderFields fields) => Type(input, Value(fields) switch
    {
        Sensitive sensitive => sensitive.Masked,
        DateTimeOffset time => WorkOrderInput.Format(time),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    });

    /// <summary>Adds the checked value to the fields.</summary>
    internal abstract WorkOrderFields Check(WorkOrderCheck check, WorkOrderFields fields, WorkOrderFields original);

    private IEnumerable<CategoryOption> Categories(OrderLists lists, ProblemPath path) => Level switch
    {
        ProblemLevel.Type => lists.Below(null, path.Type),
        ProblemLevel.Topic when path.Type is { } type => lists.Below(type, path.Topic),
        ProblemLevel.Subtopic when path.Topic is { } topic => lists.Below(topic, path.Subtopic),
        _ => [],
    };
}

/// <summary>A section of the form.</summary>
public enum FieldGroup
{
    [Named("客户")]
    Customer,

    [Named("小结")]
    Summary,

    [Named("处理")]
    Handling,
}

/// <summary>How a field is typed.</summary>
public enum FieldKind
{
    Line,
    LongText,
    Phone,
    IdNumber,
    Choice,
    Category,
    Priority,
    Time,
}

/// <summary>A column of 工单模版: its place, the note at its header and its width in characters.</summary>
public sealed record TemplateColumn(int Place, string Hint, double Width);

/// <inheritdoc/>
internal sealed class OrderField<T>(FieldName name, FieldGroup group, FieldKind kind, FieldValue<T> value, FieldText text, Func<WorkOrderCheck, OrderField, T, T> check)
    : OrderField(name, group, kind)
{
    public override object? Value(WorkOrderFields fields) => value.Get(fields);

    public override WorkOrderFields Copy(WorkOrderFields to, WorkOrderFields from) => value.Set(to, value.Get(from));

    public override string? Typed(WorkOrderInput input) => text.Get(input);

    public override void Type(WorkOrderInput input, string? typed) => text.Set(input, string.IsNullOrEmpty(typed) ? null : typed);

    internal override WorkOrderFields Check(WorkOrderCheck checking, WorkOrderFields fields, WorkOrderFields original) => value.Set(fields, check(checking, this, value.Get(original)));
}

/// <summary>Where the value of a field stands.</summary>
internal sealed record FieldValue<T>(Func<WorkOrderFields, T> Get, Func<WorkOrderFields, T, WorkOrderFields> Set);

/// <summary>Where the typed text of a field stands.</summary>
internal sealed record FieldText(Func<WorkOrderInput, string?> Get, Action<WorkOrderInput, string?> Set);
