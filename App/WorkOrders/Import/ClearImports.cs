using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Sheets;

namespace WorkOrders.Import;

/// <summary>Deletes the rows of uploads after a week, because rows not imported or corrected by then contain identifiers.</summary>
public sealed class ClearImports(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - OrderImport.RowsKept;
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.OrderImportRows.Where(r => db.Set<OrderImport>().Any(i => i.Id == r.ImportId && i.At < before && i.Status != ImportStatus.Running)).ExecuteDeleteAsync(stop);
    }
}
