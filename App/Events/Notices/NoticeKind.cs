using WorkOrders.Shared;

namespace WorkOrders.Events.Notices;

/// <summary>The text of a message, with {0} for its arguments. Declared as a static readonly field by the feature that sends it.</summary>
public sealed record NoticeKind(string Code, string Text) : ICodedText, ICoded<NoticeKind>
{
    public static NoticeKind Unknown(string code) => new(code, code);
}
