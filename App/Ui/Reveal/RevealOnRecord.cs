using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Reveal;

/// <summary>Result of a reveal: the value, or why it was refused.</summary>
public sealed record Revealed(Outcome Outcome, string? Value);

/// <summary>查看敏感信息: saves the operation record first, then returns the value.</summary>
public static class RevealOnRecord
{
    /// <summary>
    /// Loads the record with the user's visibility filter, checks the right, saves the operation record, then returns the value.
    /// When the operation record can't be saved, the exception prevents the reveal.
    /// </summary>
    public static async Task<Revealed> RevealAsync(
        this IDbContextFactory<AppDb> factory, Func<AppDb, Task<IRevealable?>> load, FieldName field, string? reason, CurrentUser me, DateTimeOffset now)
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
}
