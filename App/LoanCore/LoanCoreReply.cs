using System.Text.Json;
using System.Text.Json.Serialization;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>What is asked, in the core's field names. It asks for the ID number only; the others narrow an answer where they are known.</summary>
public sealed class LoanCoreQuestion(IdNumber idNumber)
{
    [JsonPropertyName("customerName")]
    public string? CustomerName { get; init; }

    /// <summary>The whole number, for the wire: this object is serialised nowhere else.</summary>
    [JsonPropertyName("idCardNo")]
    public string IdCardNo { get; } = idNumber.Unmask();

    [JsonPropertyName("phoneNumber")]
    public string? PhoneNumber { get; init; }

    [JsonPropertyName("orderNo")]
    public string? OrderNo { get; init; }

    public override string ToString() => nameof(LoanCoreQuestion);
}

/// <summary>A good answer, or why there is none in words for people.</summary>
public sealed record LoanCoreReply(LoanCoreAnswer? Answer, Outcome Outcome)
{
    public const string Good = "0000";

    public static LoanCoreReply Failed(string reason, params object[] arguments) => new(null, Outcome.Refused(reason, arguments));

    /// <summary>Reads the core's envelope; null when the text is none (a page of HTML, half a JSON).</summary>
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
