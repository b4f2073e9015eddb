using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Jobs;

namespace WorkOrders.Files;

/// <summary>Deletes files that nothing refers to after a day, and contents without a database row, left by interrupted uploads.</summary>
public sealed class CleanUpFiles(
    IDbContextFactory<AppDb> factory, IFileStore store, FileUses uses, IOptions<FilesOptions> options, TimeProvider time) : IBackgroundJob
{
    internal const int Batch = 500;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - options.Value.KeepUnattached;
        return await ClearUnusedAsync(before, stop) + await ClearContentsAsync(before, stop);
    }

    private async Task<int> ClearUnusedAsync(DateTimeOffset before, CancellationToken stop)
    {
        var cleared = 0;
        var after = 0L;
        while (true)
        {
            await using var db = await factory.CreateDbContextAsync(stop);
            var batch = await uses.Unused(db.StoredFiles.Where(f => f.UploadedAt < before && f.Id > after), db)
                .OrderBy(f => f.Id).Select(f => new { f.Id, f.Key }).Take(Batch).ToListAsync(stop);
            if (batch.Count == 0)
            {
                return cleared;
            }

            foreach (var file in batch)
            {
                stop.ThrowIfCancellationRequested();
                cleared += await ClearAsync(db, file.Id, file.Key, stop);
            }

            after = batch[^1].Id;
        }
    }

    // Delete the row first: if the process is killed in between, the next run finds a content without a row and deletes it.
    private async Task<int> ClearAsync(AppDb db, long id, string key, CancellationToken stop)
    {
        try
        {
            if (await uses.Unused(db.StoredFiles.Where(f => f.Id == id), db).ExecuteDeleteAsync(stop) == 0)
            {
                return 0;
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure() && exception is not TimeoutException)
        {
            // The file was attached at the same moment; the foreign key prevents the deletion.
            return 0;
        }

        await store.DeleteAsync(key, stop);
        return 1;
    }

    private async Task<int> ClearContentsAsync(DateTimeOffset before, CancellationToken stop)
    {
        var cleared = 0;
        foreach (var names in store.List().Where(content => content.WrittenAt < before).Select(content => content.Name).Chunk(Batch))
        {
            stop.ThrowIfCancellationRequested();
            await using var db = await factory.CreateDbContextAsync(stop);
            var known = await db.StoredFiles.Where(f => names.Contains(f.Key)).Select(f => f.Key).ToListAsync(stop);
            foreach (var name in names.Except(known))
            {
                await store.DeleteAsync(name, stop);
                cleared++;
            }
        }

        return cleared;
    }
}
