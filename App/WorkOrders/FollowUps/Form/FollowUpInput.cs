using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps.Form;

/// <summary>Form model of a follow-up. Numbers in the text are masked; the original values stay on the server.</summary>
public sealed class FollowUpInput
{
    private readonly FreeText? original;

    public FollowUpInput(FollowUpFields? fields, IReadOnlyList<FileRow>? files = null)
    {
        Files = files ?? [];
        original = fields?.Content;
        Content = original?.Masked;
        (NegotiationResult, SettlementBasis, BlackIndustry) = (fields?.NegotiationResult?.ToString(), fields?.SettlementBasis?.ToString(), fields?.BlackIndustry?.ToString());
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

    public FollowUpFields Fields => new(Of<NegotiationResult>(NegotiationResult), FreeText.Merge(original, Content), Of<SettlementBasis>(SettlementBasis), Of<BlackIndustry>(BlackIndustry)) { Files = [.. Files.Select(f => f.Key)], Sms = Sms, SmsTemplate = SmsTemplate };

    private static T? Of<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value) ? value : null;
}
