using System.Globalization;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders;

/// <summary>Validates a form. Only new values are checked against the lists: a disabled value that the order already has stays allowed.</summary>
internal sealed class WorkOrderCheck(WorkOrderInput input, WorkOrderFields original, bool isNew, OrderLists lists, DateTimeOffset now)
{
    private static readonly string[] TimeFormats =
        [WorkOrderInput.TimeFormat, "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-M-d H:mm", "yyyy/M/d H:mm", "yyyy-M-d", "yyyy/M/d"];

    private readonly List<FieldError> errors = [];
    private readonly List<FieldError> warnings = [];

    public CheckedOrder Run()
    {
        var fields = OrderFields.All.Aggregate(new WorkOrderFields(), (fields, field) => field.Check(this, fields, original));
        Required(fields);
        return new CheckedOrder(fields, errors) { Warnings = warnings };
    }

    private void Wrong(FieldName field, FieldRule rule, params object[] arguments)
    {
        if (!errors.Exists(e => e.Field == field.Text))
        {
            errors.Add(new FieldError(field.Text, rule.Text, arguments));
        }
    }

    public string? Line(OrderField field, int limit)
    {
        var text = Normalise.Line(field.Typed(input));
        Limit(field.Name, text, limit);
        return text;
    }

    /// <summary>A contract or application number, which is printed whole: not a mobile or an identity-card number, unless the order has it already.</summary>
    public string? Number(OrderField field, int limit, string? was)
    {
        var text = Line(field, limit);
        if (text != was && BusinessNumber.IsPersonal(text))
        {
            Wrong(field.Name, OrderRules.PersonalNumber);
        }

        return text;
    }

    /// <summary>A name or another short text, which everybody sees: it holds no personal number.</summary>
    public string? Name(OrderField field, int limit)
    {
        var text = Line(field, limit);
        if (NumberInName.IsIn(text))
        {
            Wrong(field.Name, NumberInName.Rule);
        }

        return text;
    }

    public PhoneNumber? Phone(OrderField field, PhoneNumber? kept)
    {
        var phone = Identifier(field, kept, PhoneNumber.Parse, _ => InputRules.NoPhoneNumber);
        if (phone is { MayBeIncomplete: true } && phone != kept)
        {
            warnings.Add(new FieldError(field.Name.Text, InputRules.NotElevenDigits.Text, phone.Digits));
        }

        return phone;
    }

    public IdNumber? Id(OrderField field, IdNumber? kept) => Identifier(field, kept, Born, text => InputRules.Of(IdNumber.FaultOf(text)));

    private IdNumber? Born(string? text) => IdNumber.Parse(text) is { } id && !id.IsBornAfter(BusinessTime.DayOf(now)) ? id : null;

    private void Limit(FieldName field, string? text, int limit)
    {
        if (text?.Length > limit)
        {
            Wrong(field, InputRules.TooLong, limit, text.Length);
        }
        else if (Normalise.IsBroken(text))
        {
            Wrong(field, InputRules.Broken);
        }
    }

    private T? Identifier<T>(OrderField field, T? kept, Func<string?, T?> parse, Func<string, FieldRule> rule)
        where T : Sensitive
    {
        var text = Normalise.Halfwidth(Normalise.Text(field.Typed(input)));
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
            Wrong(field.Name, InputRules.Masked);
        }
        else if (value is null)
        {
            Wrong(field.Name, rule(text));
        }

        return value;
    }

    public string? Choice(OrderField field, ChoiceKind kind, string? was)
    {
        var name = Normalise.Text(field.Typed(input));
        if (name is null || name == was)
        {
            return name;
        }

        if (lists.Choice(kind, name) is { IsEnabled: true } listed)
        {
            return listed.Name;
        }

        Wrong(field.Name, lists.Choice(kind, name) is null ? OrderRules.NotListed : OrderRules.Disabled, Short(name));
        return name;
    }

    public int? Category(OrderField field, ProblemLevel level, int? was)
    {
        var (id, parent) = level switch
        {
            ProblemLevel.Type => (input.ProblemTypeId, null),
            ProblemLevel.Topic => (input.ProblemTopicId, input.ProblemTypeId),
            _ => (input.ProblemSubtopicId, input.ProblemTopicId),
        };
        if (id is null)
        {
            return id;
        }

        var category = lists.Category(id);
        if (category is null || category.Level != level)
        {
            Wrong(field.Name, OrderRules.Missing);
        }
        else if (category.ParentId != parent)
        {
            Wrong(field.Name, OrderRules.OtherParent, category.Name);
        }
        else if (!category.IsEnabled && id != was)
        {
            Wrong(field.Name, OrderRules.Disabled, category.Name);
        }

        return id;
    }

    public FreeText? LongText(OrderField field, FreeText? was)
    {
        var text = FreeText.Merge(was, field.Typed(input));
        if (text is null)
        {
            return null;
        }

        Limit(field.Name, text.Unmask(), WorkOrderLimits.Description);
        if (FreeText.HasForeignMask(text, was))
        {
            Wrong(field.Name, OrderRules.MaskedNumber);
        }

        return text;
    }

    public Priority Priority(OrderField field)
    {
        if (!Enum.IsDefined(input.Priority))
        {
            Wrong(field.Name, OrderRules.Missing);
        }

        return input.Priority;
    }

    public DateTimeOffset? Due(OrderField field, DateTimeOffset? kept)
    {
        var text = Normalise.Halfwidth(Normalise.Text(field.Typed(input)));
        if (text.Length == 0)
        {
            return null;
        }

        if (kept is { } was && text == WorkOrderInput.Format(was))
        {
            return was;
        }

        if (!DateTime.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            Wrong(field.Name, OrderRules.NoTime, Short(text));
            return null;
        }

        return InReach(field, local);
    }

    private DateTimeOffset? InReach(OrderField field, DateTime local)
    {
        var lastYear = BusinessTime.Local(now).Year + 5;
        if (local.Year > lastYear)
        {
            Wrong(field.Name, OrderRules.TooLate, lastYear);
            return null;
        }

        // The year check also avoids an overflow in the time conversion.
        if (local.Year < 2000 || BusinessTime.FromLocal(local) < now)
        {
            Wrong(field.Name, OrderRules.Past);
            return null;
        }

        return BusinessTime.FromLocal(local);
    }

    private void Required(WorkOrderFields fields)
    {
        if (fields.ProblemTypeId is null && (isNew || original.ProblemTypeId is not null))
        {
            Wrong(OrderFields.ProblemType, OrderRules.Required);
        }

        // An invalid number already has its own message.
        FieldName[] numbers = [OrderFields.CustomerPhone, OrderFields.CallerNumber, OrderFields.IdNumber];
        if (isNew && fields is { CustomerPhone: null, CallerNumber: null, IdNumber: null } && !errors.Exists(e => numbers.Any(n => n.Text == e.Field)))
        {
            Wrong(OrderFields.CustomerPhone, OrderRules.NoNumberAtAll);
        }

        var order = OrderFields.All.Select(f => f.Name.Text).ToList();
        errors.Sort((a, b) => order.IndexOf(a.Field).CompareTo(order.IndexOf(b.Field)));
    }

    private static string Short(string text) => Normalise.Whole(FreeText.MaskNumbers(text) is { Length: > 20 } masked ? Normalise.Start(masked, 20) + "…" : text);
}
