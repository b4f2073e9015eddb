using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>What people fill in of a follow-up.</summary>
public sealed record FollowUpFields(NegotiationResult? NegotiationResult, FreeText? Content, SettlementBasis? SettlementBasis, BlackIndustry? BlackIndustry)
{
    public const string ContentField = "跟进内容";

    /// <summary>Keys of the attachments; null leaves them as they are.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>A short message to the customer, sent after the save; null sends none.</summary>
    public string? Sms { get; init; }

    /// <summary>短信模板: the name of the template that the message was made from; null when it was typed.</summary>
    public string? SmsTemplate { get; init; }

    /// <summary>What is wrong with them, by field; nothing when they can be saved.</summary>
    public IEnumerable<FieldError> Errors()
    {
        if (Content is null)
        {
            yield return new FieldError(ContentField, "请填写{0}");
        }
        else if (Content.Unmask().Length is var length and > FollowUp.ContentLength)
        {
            yield return new FieldError(ContentField, "{0}不能超过 {1} 个字，现在有 {2} 个", FollowUp.ContentLength, length);
        }
    }

    /// <summary>The differences for the history of edits.</summary>
    internal List<FieldChange> ChangesTo(FollowUpFields to) =>
    [
        .. new[]
        {
            FieldChange.Between("协商结果", NegotiationResult, to.NegotiationResult),
            FieldChange.Between(ContentField, Content, to.Content),
            FieldChange.Between("办结依据", SettlementBasis, to.SettlementBasis),
            FieldChange.Between("是否涉及黑产", BlackIndustry, to.BlackIndustry),
        }.OfType<FieldChange>(),
    ];
}
