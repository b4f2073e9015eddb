using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;

namespace WorkOrders.Import;

/// <summary>An earlier import of the same content, by anybody, that made orders or is making them.</summary>
public sealed record SameContent(string FileName, string By, DateTimeOffset At, int Imported)
{
    /// <summary>An import of this content is making orders now; how many there will be is known when it ends.</summary>
    public bool IsRunning { get; private init; }

    /// <summary>When the last import of this content ended.</summary>
    public DateTimeOffset? EndedAt { get; private init; }

    /// <summary>The latest one; null when there is none.</summary>
    public static async Task<SameContent?> FindAsync(AppDb db, OrderImport import, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        var same = Others(db, import.ContentHash, import.Id);
        var latest = await same.OrderByDescending(i => i.Id)
            .Join(db.Set<User>(), i => i.OwnerId, u => u.Id, (i, u) => new SameContent(i.FileName, u.DisplayName, i.At, i.Imported))
            .FirstOrDefaultAsync(token);
        return latest is null ? null : latest with
        {
            IsRunning = await same.AnyAsync(i => i.Status == ImportStatus.Running, token),
            EndedAt = await same.MaxAsync(i => i.EndedAt, token),
        };
    }

    /// <summary>When the last import of this content ended that ended before <paramref name="before"/>.</summary>
    internal static Task<DateTimeOffset?> EndedAsync(AppDb db, string contentHash, long importId, DateTimeOffset before, CancellationToken token) =>
        Others(db, contentHash, importId).Where(i => i.EndedAt <= before).MaxAsync(i => i.EndedAt, token);

    private static IQueryable<OrderImport> Others(AppDb db, string? contentHash, long importId) => db.OrderImports.AsNoTracking()
        .Where(i => i.ContentHash == contentHash && i.Id != importId && (i.Imported > 0 || i.Status == ImportStatus.Running));
}
