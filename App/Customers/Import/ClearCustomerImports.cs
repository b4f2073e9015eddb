using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import;

/// <summary>Deletes the rows of uploads after a week, because rows not imported or corrected by then contain identifiers.</summary>
public sealed class ClearCustomerImports(IDbContextFactory<AppDb> factory, TimeProvider time) : IBackgroundJob
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - CustomerImport.RowsKept;
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.CustomerImportRows
            .Where(r => db.Set<CustomerImport>().Any(i => i.Id == r.ImportId && i.At < before && i.Status != ImportStatus.Running)).ExecuteDeleteAsync(stop);
    }
}
