using Microsoft.EntityFrameworkCore;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.Batch;

/// <summary>Deletes the rows of uploads after a week: what was not imported or corrected by then isn't kept with its identifiers.</summary>
public sealed class ClearImports(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - OrderImport.RowsKept;
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.OrderImportRows.Where(r => db.OrderImports.Any(i => i.Id == r.ImportId && i.At < before && i.Status != ImportStatus.Running)).ExecuteDeleteAsync(stop);
    }
}
