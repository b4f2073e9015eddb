using Microsoft.Extensions.Localization;
using WorkOrders.Api;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases.Deciding;

/// <summary>Shared parts of the batch decision endpoints for applications and renewals.</summary>
internal static class BatchDecisions
{
    /// <summary>Validates 1 to 100 items, each with id and decision, without duplicates.</summary>
    public static ApiFault? Fault(IReadOnlyList<(long? Id, bool? Approved)>? items, string list, string idName)
    {
        if (items is not { Count: > 0 and <= Deciding.Most })
        {
            return new ApiFault(list, "{0}：应有 {1} 到 {2} 项", 1, Deciding.Most);
        }

        var at = items.ToList().FindIndex(i => i.Id is null || i.Approved is null);
        if (at >= 0)
        {
            return new ApiFault($"{list}[{at}].{(items[at].Id is null ? idName : "approved")}", "{0}：不能为空");
        }

        return items.DistinctBy(i => i.Id).Count() < items.Count ? new ApiFault(list, "{0}：有重复的 {1}", idName) : null;
    }

    public static string Message(Outcome outcome, IStringLocalizer texts) =>
        outcome.IsRefused ? texts[outcome.Reason, Answer.ArgumentsOf(outcome, DecisionRequest.JsonNames)].Value : "审核成功";

    public static IStringLocalizer<Text> Texts(this HttpContext http) => http.RequestServices.GetRequiredService<IStringLocalizer<Text>>();
}

/// <summary>Result of a batch, with one entry per item.</summary>
internal sealed record BatchAnswer<T>(int SuccessCount, int FailCount, IReadOnlyList<T> Details)
{
    public static BatchAnswer<T> Of(IReadOnlyList<(Decision Decision, Outcome Outcome)> results, Func<Decision, Outcome, T> line) =>
        new(results.Count(r => !r.Outcome.IsRefused), results.Count(r => r.Outcome.IsRefused), [.. results.Select(r => line(r.Decision, r.Outcome))]);
}

/// <summary>Request body of a decision.</summary>
internal sealed record DecisionRequest(bool? Approved, string? Remark)
{
    public static readonly IReadOnlyDictionary<string, string> JsonNames =
        new Dictionary<string, string>(StringComparer.Ordinal) { [DecidedCase.DecisionRemarkField] = "remark" };
}

/// <summary>Length limits of search texts.</summary>
internal static class SearchText
{
    private const int Longest = 100;

    public static ApiFault? Fault(string field, string? text) => text?.Length > Longest ? new ApiFault(field, "{0}：不能超过 {1} 个字", Longest) : null;
}
