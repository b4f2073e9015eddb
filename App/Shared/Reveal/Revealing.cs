using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Shared.Reveal;

/// <summary>A record with masked fields that some people may see for a minute.</summary>
public interface IRevealable : IRecorded
{
    /// <summary>Whether, and how, somebody may see the real values of this record.</summary>
    RevealRight RightToReveal(CurrentUser me);

    /// <summary>The masked field of a Chinese name; null when the record has none or it is empty.</summary>
    Sensitive? SensitiveField(string field);

    /// <summary>What the operation record is about, and its business key.</summary>
    (OperationSubject Subject, string Key) RevealSubject { get; }
}

/// <summary>How somebody may see a masked field.</summary>
public enum RevealRight
{
    None,

    /// <summary>Present handler, owner: one click, the reason is 拨打电话.</summary>
    AtOnce,

    /// <summary>Team leader, compliance: with a reason of their own.</summary>
    WithReason,
}

/// <summary>What a reveal came to: the value, or why not.</summary>
public sealed record Revealed(Outcome Outcome, string? Value);

/// <summary>查看敏感信息: puts it on record first, then gives the value.</summary>
public static class Revealing
{
    public const int ReasonLength = 200;

    public const string PresetReason = "拨打电话";

    public const string Action = "查看敏感信息";

    public static readonly TimeSpan Shown = TimeSpan.FromSeconds(60);

    /// <summary>Reasons that a form offers beside a text of one's own.</summary>
    public static readonly IReadOnlyList<string> Reasons = [PresetReason, "核对身份", "投诉处理", "合规检查"];

    /// <summary>
    /// Loads the record through what the reader may see, asks it, saves the operation record and only then answers with the value.
    /// When the record can't be saved the exception leaves nothing shown.
    /// </summary>
    public static async Task<Revealed> RevealAsync(
        this IDbContextFactory<AppDb> factory, Func<AppDb, Task<IRevealable?>> load, string field, string? reason, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await load(db) is not { } record)
        {
            return new Revealed(Outcome.Missing("没有找到记录，或您无权查看"), null);
        }

        var outcome = record.Reveal(field, reason, me, now);
        if (outcome.IsRefused)
        {
            return new Revealed(outcome, null);
        }

        await db.SaveChangesAsync();
        return new Revealed(outcome, record.SensitiveField(field)!.Unmask());
    }

    /// <summary>The rule: who may, with which reason. The record of it is saved with the entity.</summary>
    public static Outcome Reveal(this IRevealable record, string field, string? reason, CurrentUser me, DateTimeOffset now)
    {
        var right = record.RightToReveal(me);
        if (right == RevealRight.None)
        {
            return Outcome.Refused("您没有查看这项信息的权限");
        }

        if (record.SensitiveField(field) is null)
        {
            return Outcome.Refused("这项信息现在是空的");
        }

        var why = Normalise.Text(reason) ?? (right == RevealRight.AtOnce ? PresetReason : null);
        if (why is null)
        {
            return Outcome.Refused("请填写查看原因");
        }

        if (why.Length > ReasonLength)
        {
            return Outcome.Refused("查看原因不能超过 {0} 个字", ReasonLength);
        }

        var (subject, key) = record.RevealSubject;
        record.NewRecords.Add(OperationRecord.Of(me, now, subject, key, Action, [FieldChange.Seen(field)], why));
        return Outcome.Done;
    }
}
