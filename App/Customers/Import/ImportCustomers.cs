using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Import.Reading;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import;

/// <summary>
/// Creates the customers of started imports, one batch of each import in turn. Each batch and its progress are saved in one transaction. If a node
/// crashes, only its current batch is lost; the next run continues from there.
/// </summary>
public sealed class ImportCustomers(IDbContextFactory<AppDb> factory, TimeProvider time) : IDueJob
{
    private const int Batch = 500;
    private const int Tries = 10;

    // A batch that lost a race is tried again with so many times fewer rows.
    private const int Smaller = 5;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var (failed, failures) = (new List<long>(), new List<Exception>());
        for (var made = 0; ;)
        {
            await using var db = await factory.CreateDbContextAsync(stop);
            var running = await db.CustomerImports.Where(i => i.Status == ImportStatus.Running && !failed.Contains(i.Id))
                .OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(stop);
            if (running.Count == 0)
            {
                return failed.Count == 0 ? made : throw new AggregateException(failures);
            }

            foreach (var id in running)
            {
                try
                {
                    made += await BatchAsync(id, stop);
                }
                catch (Exception exception) when (!stop.IsCancellationRequested)
                {
                    // A failed import does not block the others. The next run retries it.
                    failed.Add(id);
                    failures.Add(exception);
                }
            }
        }
    }

    public async Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        return await db.CustomerImports.Where(i => i.Status == ImportStatus.Running && i.At > after).MinAsync(i => (DateTimeOffset?)i.At, stop);
    }

    // Somebody else may save the same customer, or stop the import, at the same moment. Read again, the customer is there and the row repeats it.
    private async Task<int> BatchAsync(long id, CancellationToken stop)
    {
        for (var (size, attempt) = (Batch, 1); ; size = Math.Max(1, size / Smaller), attempt++)
        {
            try
            {
                return await BatchAsync(id, size, stop);
            }
            catch (Exception exception) when (attempt < Tries && exception.IsLostRace())
            {
                // Retry.
            }
        }
    }

    private async Task<int> BatchAsync(long id, int size, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var import = await db.CustomerImports.SingleAsync(i => i.Id == id, stop);
        if (import.Status != ImportStatus.Running)
        {
            return 0;
        }

        var made = await MakeAsync(db, import, size, stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return made;
    }

    private async Task<int> MakeAsync(AppDb db, CustomerImport import, int size, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (await PersonAsync(db, import.OwnerId, stop) is not { } me)
        {
            // The person has left, is disabled or has lost the right. Make no customers in their name.
            import.Stop(CurrentUser.Application, now);
            return 0;
        }

        var rows = await db.CustomerImportRows.Where(r => r.ImportId == import.Id && r.Row > import.LastRow && r.Problems == null)
            .OrderBy(r => r.Row).Take(size).ToListAsync(stop);
        if (rows.Count == 0)
        {
            import.Finish(me, now);
            return 0;
        }

        // After the preview an account manager may have left, and the same customers may have been made.
        var owners = await OwnerNames.ReadAsync(db, stop);
        var good = new List<(CustomerImportRow Row, CustomerValues Values)>();
        foreach (var row in rows)
        {
            var check = row.Read().Check(owners, now);
            row.Refuse(check.Errors);
            if (check.IsGood)
            {
                good.Add((row, check.Values));
            }
        }

        var batch = await CustomerBatch.SortAsync(db, good, import.Existing, stop);
        var made = await batch.SaveAsync(db, me, now, import.Id, stop);
        var done = batch.Done.ConvertAll(row => row.Row);
        await db.CustomerImportRows.Where(r => r.ImportId == import.Id && done.Contains(r.Row)).ExecuteDeleteAsync(stop);
        import.Advance(rows[^1].Row, made, done.Count - made, good.Count - done.Count, rows.Count - good.Count);
        return made;
    }

    private static async Task<CurrentUser?> PersonAsync(AppDb db, int id, CancellationToken stop)
    {
        var person = await db.Users.AsNoTracking().Include(u => u.GrantedRoles)
            .FirstOrDefaultAsync(u => u.Id == id && !u.IsDisabled && u.StaffStatus == StaffStatus.Employed, stop);
        var me = person is null ? null
            : new CurrentUser(person.Id, person.DisplayName, person.GrantedRoles.Select(r => r.Name!).ToHashSet(StringComparer.Ordinal), person.Team);
        return me?.May(Permission.ManageCustomers) == true ? me : null;
    }
}
