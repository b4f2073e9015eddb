using Microsoft.Extensions.Localization;
using WorkOrders.LookUps;
using WorkOrders.Shared;

namespace WorkOrders.AccessRecords;

/// <summary>A row of 登录与访问记录: an access record or a look-up, with the person's user name.</summary>
public sealed record AccessRow(AccessRecord? Record, LookUpRecord? LookUp, string? UserName);

/// <summary>
/// A row in the reader's language. Without a user name nobody has the typed name; then Mark is the same for the same name. Where is the path that was asked, or where a
/// number was looked up; What is filter and rows, file, or masked number.
/// </summary>
public sealed record AccessLine(
    string Id, DateTimeOffset At, string? Person, string? UserName, string? Mark, AccessKind Kind, AccessOutcome Outcome, string? Network, string? Where, string What, string? Device)
{
    private const char Between = '；';
    private const int MarkLength = 6;
    private const int ShownOfSession = 8;

    internal static AccessLine Of(AccessRow row, IStringLocalizer texts) =>
        row.Record is { } record ? Of(record, row.UserName, texts) : Of(row.LookUp!, row.UserName, texts);

    private static AccessLine Of(AccessRecord record, string? userName, IStringLocalizer texts) => new(
        $"r{record.Id}", record.At, OrNull(record.Name), userName, record.NameHash?[..MarkLength], record.Kind, record.Outcome, OrNull(record.Address), OrNull(record.Path),
        string.Join(Between, WhatOf(record, texts)), record.Device);

    private static AccessLine Of(LookUpRecord lookUp, string? userName, IStringLocalizer texts) => new(
        $"l{lookUp.Id}", lookUp.At, lookUp.DisplayName, userName, null, AccessKind.LookUp,
        lookUp.RefusedUntil is null ? AccessOutcome.Succeeded : AccessOutcome.Refused, OrNull(lookUp.Address), texts[lookUp.Place.Text()],
        string.Join(Between, WhatOf(lookUp, texts)), null);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static IEnumerable<string> WhatOf(AccessRecord record, IStringLocalizer texts)
    {
        if (record.Action is { } action)
        {
            yield return texts[action.Text];
        }

        foreach (var change in record.Details)
        {
            yield return $"{change.NameIn(texts)} {change.ToIn(texts)}";
        }

        if (record.SessionId is { } session)
        {
            yield return texts["会话 {0}", session[^Math.Min(session.Length, ShownOfSession)..]];
        }
    }

    private static IEnumerable<string> WhatOf(LookUpRecord lookUp, IStringLocalizer texts)
    {
        yield return $"{texts[lookUp.Kind.Text()]} {lookUp.Value}";
        yield return lookUp.RefusedUntil is null
            ? texts[(lookUp.Found switch { true => LookUpResult.Found, false => LookUpResult.NotFound, null => LookUpResult.Unknown }).Text()]
            : texts["被拒绝 {0} 次", lookUp.Tries.ToString("N0")];
    }
}

/// <summary>What the page shows.</summary>
public sealed record AccessLines(int Total, bool IsCapped, IReadOnlyList<AccessLine> Rows);
