using Microsoft.Extensions.Localization;

namespace WorkOrders.Shared;

/// <summary>A validation error of one field: its Chinese name and the rule, both keys of the localizer. {0} of the rule is the field.</summary>
public sealed record FieldError(string Field, string Rule, params object[] Arguments)
{
    /// <summary>What the message repeats of the input; numbers in it are masked.</summary>
    public object[] Arguments { get; } = FreeText.InMessage(Arguments);

    public string In(IStringLocalizer texts) => texts[Rule, [texts[Field].Value, .. Arguments]];
}
