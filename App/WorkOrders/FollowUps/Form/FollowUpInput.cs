using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps.Form;

/// <summary>Form model of a follow-up. Numbers in the text are masked; the original values stay on the server.</summary>
public sealed class FollowUpInput
{
    private readonly FreeText? original;
    private readonly FreeText? typed;

    /// <param name="fields">Initial values; the masks in <paramref name="draft"/> stand for their numbers.</param>
    /// <param name="files">Initial attachments.</param>
    /// <param name="draft">What was typed before, instead of the initial values.</param>
    public FollowUpInput(FollowUpFields? fields, IReadOnlyList<FileRow>? files = null, FollowUpDraft? draft = null)
    {
        Files = files ?? [];
        original = fields?.Content;
        if (draft is null)
        {
            Content = original?.Masked;
            (NegotiationResult, SettlementBasis, BlackIndustry) = (fields?.NegotiationResult?.ToString(), fields?.SettlementBasis?.ToString(), fields?.BlackIndustry?.ToString());
        }
        else
        {
            typed = FreeText.Parse(draft.Content);
            Content = typed?.Masked;
            (NegotiationResult, SettlementBasis, BlackIndustry) = (draft.NegotiationResult, draft.SettlementBasis, draft.BlackIndustry);
            (Sms, SmsTemplate) = (draft.Sms, draft.SmsTemplate);
        }
    }

    public string? Content { get; set; }

    /// <summary>Name of the enum value, as used by the select.</summary>
    public string? NegotiationResult { get; set; }

    public string? SettlementBasis { get; set; }

    public string? BlackIndustry { get; set; }

    public IReadOnlyList<FileRow> Files { get; set; }

    /// <summary>Null when no message is sent.</summary>
    public string? Sms { get; set; }

    /// <summary>The last selected template.</summary>
    public string? SmsTemplate { get; set; }

    public IReadOnlyList<string> FileKeys => [.. Files.Select(f => f.Key)];

    public FollowUpFields Fields => new(Of<NegotiationResult>(NegotiationResult), FreeText.Merge(original, Typed), Of<SettlementBasis>(SettlementBasis), Of<BlackIndustry>(BlackIndustry)) { Files = FileKeys, Sms = Sms, SmsTemplate = SmsTemplate };

    // The text with the numbers that were typed into the draft; those of the earlier follow-up stay masked.
    private string? Typed => typed is null ? Content : FreeText.Merge(typed, Content)?.Unmask();

    /// <summary>What is kept until the follow-up is saved.</summary>
    public FollowUpDraft ToDraft(int? sequence, int seen, int version) =>
        new(sequence, seen, NegotiationResult, Typed, SettlementBasis, BlackIndustry, Sms, SmsTemplate) { Version = version };

    /// <summary>What keeps the follow-up from being saved.</summary>
    public IEnumerable<FieldError> Errors() => Fields.Errors(original);

    private static T? Of<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value) ? value : null;
}
