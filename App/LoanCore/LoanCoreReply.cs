using System.Text.Json;
using System.Text.Json.Serialization;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>The request, in the core's field names. Only the ID number is required; the other fields narrow the result.</summary>
public sealed class LoanCoreQuestion(IdNumber idNumber)
{
    [JsonPropertyName("customerName")]
    public string? CustomerName { get; init; }

    /// <summary>The unmasked number. This object is serialised only for the request.</summary>
    [JsonPropertyName("idCardNo")]
    public string IdCardNo { get; } = idNumber.Unmask();

    [JsonPropertyName("phoneNumber")]
    public string? PhoneNumber { get; init; }

    [JsonPropertyName("orderNo")]
    public string? OrderNo { get; init; }

    public override string ToString() => nameof(LoanCoreQuestion);
}

/// <summary>A successful answer, or the error text for the user.</summary>
public sealed record LoanCoreReply(LoanCoreAnswer? Answer, Outcome Outcome)
{
    public const string Good = "0000";

    public static LoanCoreReply Failed(string reason, params object[] arguments) => new(null, Outcome.Refused(reason, arguments));

    /// <summary>Parses the core's envelope; null when the body is not one (HTML page, truncated JSON).</summary>
    internal static LoanCoreReply? Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return root.Text("code") switch
            {
                null => null,
                Good => new LoanCoreReply(LoanCoreAnswer.Of(body, root), Outcome.Done),
                var code => Failed("贷款核心没有给出资料：{0}（{1}）", root.Words("msg") ?? "—", code),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
