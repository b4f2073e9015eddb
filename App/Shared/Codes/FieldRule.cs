namespace WorkOrders.Shared;

/// <summary>A rule for a field, with {0} for the field name. The text of a <see cref="FieldError"/>, in a form that can be stored.</summary>
public sealed record FieldRule(string Code, string Text) : ICodedText, ICoded<FieldRule>
{
    public static FieldRule Unknown(string code) => new(code, code);
}
