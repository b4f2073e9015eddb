using System.Globalization;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>Validates a <see cref="CustomerInput"/>, the same for form, import and API.</summary>
internal sealed class CustomerCheck(CustomerInput input, DateTimeOffset now)
{
    private readonly List<FieldError> errors = [];
    private readonly List<FieldError> warnings = [];

    public CheckedCustomer Run()
    {
        var was = input.Original;
        var values = new CustomerValues
        {
            Name = Line(CustomerFields.FullName) ?? "",
            Type = Choice(CustomerFields.Type, CustomerType.Individual),
            Phone = Phone(CustomerFields.Phone, was.Phone),
            IdNumber = Identifier(CustomerFields.IdNumber, was.IdNumber, Born, text => InputRules.Of(IdNumber.FaultOf(text))),
            Email = Identifier(CustomerFields.Email, was.Email, EmailAddress.Parse, _ => InputRules.NoEmail),
            Level = Choice(CustomerFields.Level, CustomerLevel.Normal),
            OwnerId = Owner(),
            Industry = Line(CustomerFields.Industry),
            Region = Line(CustomerFields.Region),
            Address = Address(CustomerFields.Address, was.Address),
            CompanyName = Line(CustomerFields.CompanyName),
            CompanyAddress = Address(CustomerFields.CompanyAddress, was.CompanyAddress),
            ContactName = Line(CustomerFields.ContactName),
            ContactPhone = Phone(CustomerFields.ContactPhone, was.ContactPhone),
            WechatUserId = Line(CustomerFields.WechatUserId),
        };
        values = values with { TaxId = TaxId(values.Type) };
        if (values.Name.Length == 0)
        {
            Wrong(CustomerFields.FullName, InputRules.Empty);
        }

        var order = CustomerFields.All.Select(f => f.Name.Text).ToList();
        return new CheckedCustomer(values, [.. errors.OrderBy(e => order.IndexOf(e.Field))], warnings);
    }

    private static CustomerField Of(FieldName name) => CustomerFields.All.First(f => f.Name == name);

    private string? Typed(FieldName name) => input[Of(name)];

    private void Wrong(FieldName field, FieldRule rule, params object[] arguments)
    {
        if (!errors.Exists(e => e.Field == field.Text))
        {
            errors.Add(new FieldError(field.Text, rule.Text, arguments));
        }
    }

    private string? Line(FieldName name)
    {
        var text = Normalise.Line(Typed(name));
        Limit(name, text);
        if (NumberInName.IsIn(text))
        {
            Wrong(name, NumberInName.Rule);
        }

        return text;
    }

    private void Limit(FieldName name, string? text)
    {
        if (text?.Length > Of(name).Length)
        {
            Wrong(name, InputRules.TooLong, Of(name).Length, text.Length);
        }
        else if (Normalise.IsBroken(text))
        {
            Wrong(name, InputRules.Broken);
        }
    }

    private PhoneNumber? Phone(FieldName name, PhoneNumber? kept)
    {
        var phone = Identifier(name, kept, PhoneNumber.Parse, _ => InputRules.NoPhoneNumber);
        if (phone is { MayBeIncomplete: true } && phone != kept)
        {
            warnings.Add(new FieldError(name.Text, InputRules.NotElevenDigits.Text, phone.Digits));
        }

        return phone;
    }

    private IdNumber? Born(string? text) => IdNumber.Parse(text) is { } id && !id.IsBornAfter(BusinessTime.DayOf(now)) ? id : null;

    private PostalAddress? Address(FieldName name, PostalAddress? kept)
    {
        var text = Normalise.Line(Typed(name));
        if (text is null || text == kept?.Masked)
        {
            return text is null ? null : kept;
        }

        Limit(name, text);
        if (text.Contains('*', StringComparison.Ordinal))
        {
            Wrong(name, InputRules.Masked);
        }

        return PostalAddress.Parse(text);
    }

    private T? Identifier<T>(FieldName name, T? kept, Func<string?, T?> parse, Func<string, FieldRule> rule)
        where T : Sensitive
    {
        var text = Normalise.Halfwidth(Normalise.Text(Typed(name)));
        if (text.Length == 0 || text == kept?.Masked)
        {
            return text.Length == 0 ? null : kept;
        }

        var value = parse(text);
        if (text.Contains('*', StringComparison.Ordinal))
        {
            Wrong(name, InputRules.Masked);
        }
        else if (value is null)
        {
            Wrong(name, rule(text));
        }

        return value;
    }

    private string? TaxId(CustomerType type)
    {
        var name = CustomerFields.TaxId;
        if (Normalise.Line(Typed(name)) is not { } text)
        {
            return null;
        }

        if (type != CustomerType.Enterprise)
        {
            Wrong(name, InputRules.OfEnterprise);
            return null;
        }

        var code = CreditCode.Parse(text);
        if (code is null)
        {
            Wrong(name, ComparisonForm.OfNumber(text) is { Length: CreditCode.Length } whole && whole.All(char.IsAsciiLetterOrDigit) ? InputRules.WrongTaxIdCheck : InputRules.NoTaxId);
        }

        return code;
    }

    private T Choice<T>(FieldName name, T none)
        where T : struct, Enum
    {
        var text = Normalise.Line(Typed(name));
        if (text is null)
        {
            return none;
        }

        // The name of the value in forms and the API, its Chinese text in workbooks.
        foreach (var (value, chinese) in EnumText.Of<T>())
        {
            if (chinese == text || string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        Wrong(name, InputRules.Unlisted, Normalise.Start(Normalise.Whole(text), 20));
        return none;
    }

    private int? Owner()
    {
        var text = Normalise.Line(Typed(CustomerFields.Owner));
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        Wrong(CustomerFields.Owner, InputRules.Unlisted, Normalise.Start(Normalise.Whole(text), 20));
        return null;
    }
}
