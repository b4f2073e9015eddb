using System.Globalization;
using System.Text.RegularExpressions;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders;

/// <summary>Validates a form. Only new values are checked against the lists: a disabled value that the order already has stays allowed.</summary>
internal sealed partial class WorkOrderCheck(WorkOrderInput input, WorkOrderFields original, bool isNew, OrderLists lists, DateTimeOffset now)
{
    private static readonly string[] TimeFormats =
        [WorkOrderInput.TimeFormat, "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-M-d H:mm", "yyyy/M/d H:mm", "yyyy-M-d", "yyyy/M/d"];

    private readonly List<FieldError> errors = [];

    public CheckedOrder Run()
    {
        var fields = new WorkOrderFields
        {
            CustomerName = Line("客户姓名", input.CustomerName, WorkOrderLimits.Name),
            CustomerPhone = Phone("客户电话", input.CustomerPhone, original.CustomerPhone),
            CallerNumber = Phone("来电号码", input.CallerNumber, original.CallerNumber),
            IdNumber = Id("身份证号", input.IdNumber, original.IdNumber),
            ApplyNo = Line("申请编号", input.ApplyNo, WorkOrderLimits.BusinessNumber),
            ContractNo = Line("合同编号", input.ContractNo, WorkOrderLimits.BusinessNumber),
            ChannelName = Choice("渠道名称", input.ChannelName, ChoiceKind.Channel, original.ChannelName),
            RiskType = Choice("风险类型", input.RiskType, ChoiceKind.RiskType, original.RiskType),
            BusinessType = Choice("业务类型", input.BusinessType, ChoiceKind.BusinessType, original.BusinessType),
            OrderStatus = Choice("订单状态", input.OrderStatus, ChoiceKind.OrderStatus, original.OrderStatus),
            ProblemTypeId = Category("问题类型", input.ProblemTypeId, ProblemLevel.Type, parent: null, original.ProblemTypeId),
            ProblemTopicId = Category("问题主题", input.ProblemTopicId, ProblemLevel.Topic, input.ProblemTypeId, original.ProblemTopicId),
            ProblemSubtopicId = Category("问题主题细分", input.ProblemSubtopicId, ProblemLevel.Subtopic, input.ProblemTopicId, original.ProblemSubtopicId),
            Solution = Line("解决方案", input.Solution, WorkOrderLimits.Solution),
            Description = Description(),
            Priority = Priority(),
            DueAt = DueAt(),
        };
        Required(fields);
        return new CheckedOrder(fields, errors);
    }

    private void Wrong(string field, string rule, params object[] arguments)
    {
        if (!errors.Exists(e => e.Field == field))
        {
            errors.Add(new FieldError(field, rule, arguments));
        }
    }

    private string? Line(string field, string? typed, int limit)
    {
        var text = Normalise.Text(typed?.ReplaceLineEndings(" "));
        if (text?.Length > limit)
        {
            Wrong(field, OrderRules.TooLong.Text, limit, text.Length);
        }

        return text;
    }

    private PhoneNumber? Phone(string field, string? typed, PhoneNumber? kept) =>
        Identifier(field, typed, kept, PhoneNumber.Parse, _ => OrderRules.NoPhoneNumber.Text);

    private IdNumber? Id(string field, string? typed, IdNumber? kept) =>
        Identifier(field, typed, kept, IdNumber.Parse, text => text.Length is 15 or 18 ? OrderRules.WrongCheckCharacter.Text : OrderRules.NoIdNumber.Text);

    private T? Identifier<T>(string field, string? typed, T? kept, Func<string?, T?> parse, Func<string, string> rule)
        where T : Sensitive
    {
        var text = Normalise.Halfwidth(Normalise.Text(typed));
        if (text.Length == 0)
        {
            return null;
        }

        if (kept is not null && text == kept.Masked)
        {
            return kept;
        }

        var value = parse(text);
        if (text.Contains('*'))
        {
            Wrong(field, OrderRules.Masked.Text);
        }
        else if (value is null)
        {
            Wrong(field, rule(text));
        }

        return value;
    }

    private string? Choice(string field, string? typed, ChoiceKind kind, string? was)
    {
        var name = Normalise.Text(typed);
        if (name is null || name == was || lists.Choice(kind, name) is { IsEnabled: true })
        {
            return name;
        }

        Wrong(field, lists.Choice(kind, name) is null ? OrderRules.NotListed.Text : OrderRules.Disabled.Text, Short(name));
        return name;
    }

    private int? Category(string field, int? id, ProblemLevel level, int? parent, int? was)
    {
        if (id is null)
        {
            return id;
        }

        var category = lists.Category(id);
        if (category is null || category.Level != level)
        {
            Wrong(field, OrderRules.Missing.Text);
        }
        else if (category.ParentId != parent)
        {
            Wrong(field, OrderRules.OtherParent.Text, category.Name);
        }
        else if (!category.IsEnabled && id != was)
        {
            Wrong(field, OrderRules.Disabled.Text, category.Name);
        }

        return id;
    }

    private FreeText? Description()
    {
        var text = FreeText.Merge(original.Description, input.Description);
        if (text is null)
        {
            return null;
        }

        if (text.Unmask().Length is var length and > WorkOrderLimits.Description)
        {
            Wrong("描述", OrderRules.TooLong.Text, WorkOrderLimits.Description, length);
        }

        var known = original.Description?.Unmask() ?? "";
        if (MaskedNumbers().EnumerateMatches(text.Unmask()) is var masks && HasUnknown(masks, text.Unmask(), known))
        {
            Wrong("描述", OrderRules.MaskedNumber.Text);
        }

        return text;
    }

    private static bool HasUnknown(Regex.ValueMatchEnumerator masks, string text, string known)
    {
        foreach (var mask in masks)
        {
            if (!known.Contains(text.Substring(mask.Index, mask.Length), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private Priority Priority()
    {
        if (!Enum.IsDefined(input.Priority))
        {
            Wrong("优先级", OrderRules.Missing.Text);
        }

        return input.Priority;
    }

    private DateTimeOffset? DueAt()
    {
        var text = Normalise.Halfwidth(Normalise.Text(input.DueAt));
        if (text.Length == 0)
        {
            return null;
        }

        if (original.DueAt is { } was && text == WorkOrderInput.Format(was))
        {
            return was;
        }

        if (!DateTime.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            Wrong("到期时间", OrderRules.NoTime.Text, Short(text));
            return null;
        }

        return InReach(local);
    }

    private DateTimeOffset? InReach(DateTime local)
    {
        var lastYear = BusinessTime.Local(now).Year + 5;
        if (local.Year > lastYear)
        {
            Wrong("到期时间", OrderRules.TooLate.Text, lastYear);
            return null;
        }

        // The year check also avoids an overflow in the time conversion.
        if (local.Year < 2000 || BusinessTime.FromLocal(local) < now)
        {
            Wrong("到期时间", OrderRules.Past.Text);
            return null;
        }

        return BusinessTime.FromLocal(local);
    }

    private void Required(WorkOrderFields fields)
    {
        if (fields.ProblemTypeId is null && (isNew || original.ProblemTypeId is not null))
        {
            Wrong("问题类型", OrderRules.Required.Text);
        }

        // An invalid number already has its own message.
        if (isNew && fields is { CustomerPhone: null, CallerNumber: null, IdNumber: null } && !errors.Exists(e => e.Field is "客户电话" or "来电号码" or "身份证号"))
        {
            Wrong("客户电话", OrderRules.NoNumberAtAll.Text);
        }

        var order = WorkOrderFieldNames.All.Select(f => f.Name.Text).ToList();
        errors.Sort((a, b) => order.IndexOf(a.Field).CompareTo(order.IndexOf(b.Field)));
    }

    private static string Short(string text) => text.Length <= 20 ? text : string.Concat(text.AsSpan(0, 20), "…");

    [GeneratedRegex(@"\d{2,6}\*{3,}\d{2,4}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MaskedNumbers();
}
