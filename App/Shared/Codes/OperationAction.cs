namespace WorkOrders.Shared;

/// <summary>An action as shown in 操作记录. Declared as a static readonly field by the feature that performs it.</summary>
public sealed record OperationAction(string Code, string Text) : ICodedText, ICoded<OperationAction>
{
    public static OperationAction Unknown(string code) => new(code, code);
}
