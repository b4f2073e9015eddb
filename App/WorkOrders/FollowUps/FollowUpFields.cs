using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>The fields of a follow-up that users fill in.</summary>
public sealed record FollowUpFields(NegotiationResult? NegotiationResult, FreeText? Content, SettlementBasis? SettlementBasis, BlackIndustry? BlackIndustry)
{
    public const string ContentField = "跟进内容";

    /// <summary>Keys of the attachments; null keeps the current ones.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>A short message to the customer, sent after the save; null sends none.</summary>
    public string? Sms { get; init; }

    /// <summary>短信模板: the name of the template used for the message; null when it was typed by hand.</summary>
    public string? SmsTemplate { get; init; }

    /// <summary>Validation errors by field; empty when the fields can be saved. A mask must stand in the <paramref name="known"/> text.</summary>
    public IEnumerable<FieldError> Errors(FreeText? known)
    {
        if (Content is null)
        {
            yield return new FieldError(ContentField, "请填写{0}");
        }
        else if (Content.Unmask().Length is var length and > FollowUp.ContentLength)
        {
            yield return new FieldError(ContentField, "{0}不能超过 {1} 个字，现在有 {2} 个", FollowUp.ContentLength, length);
        }
        else if (FreeText.HasForeignMask(Content, known))
        {
            yield return new FieldError(ContentField, OrderRules.MaskedNumber.Text);
        }
    }

    /// <summary>The differences for the edit history.</summary>
    internal List<FieldChange> ChangesTo(FollowUpFields to) =>
    [
        .. new[]
        {
            FieldChange.Between(FollowUpFieldNames.NegotiationResult, NegotiationResult, to.NegotiationResult),
            FieldChange.Between(FollowUpFieldNames.Content, Content, to.Content),
            FieldChange.Between(OrderFields.SettlementBasis, SettlementBasis, to.SettlementBasis),
            FieldChange.Between(FollowUpFieldNames.BlackIndustry, BlackIndustry, to.BlackIndustry),
        }.OfType<FieldChange>(),
    ];
}
