namespace WorkOrders.Shared;

/// <summary>The type of record that an operation record belongs to. Declared as a static readonly field by the feature that owns it.</summary>
/// <param name="Code">The stored code; also the topic of its live events.</param>
/// <param name="IsLive">Open pages are notified of each change.</param>
public sealed record OperationSubject(string Code, bool IsLive = false) : ICoded<OperationSubject>
{
    public static OperationSubject Unknown(string code) => new(code);
}
