using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Bulk;
using WorkOrders.Files;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import.Reading;

/// <summary>Reads and checks an uploaded workbook of customers and saves its rows for the import, all or nothing.</summary>
public sealed class CustomerUpload(IDbContextFactory<AppDb> factory, UploadChecks checks, LookUpCounter lookUps, TimeProvider time)
{
    public const int MostRows = 10_000;

    public const int MostBytes = 5 * 1024 * 1024;

    /// <summary>Maximum number of waiting rows per person, over all their files. Limits rows that are never imported.</summary>
    public const int MostWaiting = 10 * MostRows;

    // Rows with nothing in our columns are no customers, but reading them ends.
    private const int MostRowsOfSheet = 2 * MostRows;

    private const int Chunk = 2_000;

    private static readonly string[] OwnSheets = [CustomerTemplate.Name];

    /// <summary>The import for the preview, or why the file is refused.</summary>
    /// <param name="file">Seekable.</param>
    /// <param name="fileName">The name on the user's computer.</param>
    /// <param name="me">The owner of the import.</param>
    /// <param name="progress">Told how many rows are read.</param>
    /// <param name="waiting">Told true when other checks go first, and false when the wait is over.</param>
    /// <param name="cancellation">Cancelled when the user leaves.</param>
    public async Task<(long? Id, Outcome Outcome)> ReadAsync(
        Stream file, string fileName, CurrentUser me, Action<int>? progress = null, Action<bool>? waiting = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(me);
        if (!me.May(Permission.ManageCustomers))
        {
            return (null, Outcome.Forbidden("没有权限"));
        }

        if (file.Length > MostBytes)
        {
            return (null, Outcome.Refused("文件太大，最多 {0} MB", MostBytes / 1024 / 1024));
        }

        long? id = null;
        var result = await checks.RunAsync(
            UploadKind.Workbook,
            me,
            async token =>
            {
                (id, var outcome) = await CheckAsync(file, fileName, me, progress, token);
                return outcome;
            },
            waiting,
            cancellation);
        return (id, result.Outcome);
    }

    private async Task<(long? Id, Outcome Outcome)> CheckAsync(
        Stream file, string fileName, CurrentUser me, Action<int>? progress, CancellationToken cancellation)
    {
        var sheet = SheetReader.Open(file, OwnSheets, MostRowsOfSheet, cancellation);
        if (sheet.Mark != CustomerTemplate.Mark)
        {
            throw sheet.Mark?.Kind == CustomerTemplate.Mark.Kind
                ? new FileRefusedException("模版已经更新（文件的版本是 {0}，现在是 {1}），请下载新的模版", sheet.Mark.Version, CustomerTemplate.Mark.Version)
                : new FileRefusedException("文件不是用客户模版填写的，请下载模版");
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await WaitingAsync(db, me, cancellation) >= MostWaiting)
        {
            return (null, Outcome.Refused("您上传的文件还有 {0} 行没有导入，请先导入；没有导入的 {1} 天后删除", MostWaiting, CustomerImport.RowsKept.Days));
        }

        var lookUp = await lookUps.TakeImportAsync(fileName, me, cancellation);
        if (lookUp.Outcome.IsRefused)
        {
            return (null, lookUp.Outcome);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var import = await StageAsync(db, sheet, new CustomerImport(fileName, me, time.GetUtcNow()), progress, cancellation);
        await transaction.CommitAsync(cancellation);
        await lookUps.NoteAsync(lookUp, import.DuplicateRows > 0);
        return (import.Id, Outcome.Done);
    }

    private Task<int> WaitingAsync(AppDb db, CurrentUser me, CancellationToken cancellation)
    {
        var kept = time.GetUtcNow() - CustomerImport.RowsKept;
        return db.CustomerImports.Where(i => i.OwnerId == me.Id && i.At >= kept && i.Status != ImportStatus.Done)
            .SumAsync(i => i.Rows - i.Imported - i.Filled, cancellation);
    }

    private async Task<CustomerImport> StageAsync(AppDb db, SheetReader sheet, CustomerImport import, Action<int>? progress, CancellationToken cancellation)
    {
        db.Add(import);
        await db.SaveChangesAsync(cancellation);
        var owners = await OwnerNames.ReadAsync(db, cancellation);
        var earlier = new CustomerIndex<RowNumber>();
        var (rows, bad, duplicates, hints, hidden) = (0, 0, 0, 0, 0);
        foreach (var chunk in RowsOf(sheet).Chunk(Chunk))
        {
            var now = time.GetUtcNow();
            var read = chunk.Select(row => (Row: row, Check: row.Check(owners, now))).ToList();
            var staged = read.ConvertAll(r => new CustomerImportRow(import.Id, r.Row, r.Check.Errors, r.Check.Warnings));
            var good = staged.Zip(read).Where(pair => pair.Second.Check.IsGood).Select(pair => (pair.First, pair.Second.Check.Values)).ToList();
            await CompareAsync(db, good, earlier, cancellation);
            await new BulkTable<CustomerImportRow>(db, withIds: true).WriteAsync(staged, cancellation);
            rows += staged.Count;
            bad += staged.Count(r => r.Problems is not null);
            duplicates += staged.Count(r => r.IsDuplicate);
            hints += staged.Count(r => r.Hints is not null);
            hidden += chunk.Count(r => r.IsHidden);
            progress?.Invoke(rows);
        }

        if (rows == 0)
        {
            throw new FileRefusedException("文件里没有数据行");
        }

        import.Count(rows, bad, duplicates, hints, hidden);
        await db.SaveChangesAsync(cancellation);
        return import;
    }

    // A row that repeats something makes no customer, so nothing repeats it.
    private static async Task CompareAsync(
        AppDb db, List<(CustomerImportRow Row, CustomerValues Values)> good, CustomerIndex<RowNumber> earlier, CancellationToken cancellation)
    {
        var known = new CustomerIndex<Customer>();
        foreach (var customer in await db.Customers.AsNoTracking().SameAsync(good.ConvertAll(g => g.Values), cancellation))
        {
            known.Add(customer.Values, customer);
        }

        foreach (var (row, values) in good)
        {
            if (known.Find(values) is [var (field, customer), ..])
            {
                row.Meet(field, null, customer.Id);
            }
            else if (earlier.Find(values) is [var (same, number), ..])
            {
                row.Meet(same, number.Value, null);
            }
            else
            {
                earlier.Add(values, new RowNumber(row.Row));
            }
        }
    }

    private static IEnumerable<CustomerFileRow> RowsOf(SheetReader sheet)
    {
        var count = -1;
        foreach (var row in sheet.Rows())
        {
            if (count < 0)
            {
                CheckHeader(row);
                count = 0;
            }
            else if (CustomerFileRow.Of(row) is { IsEmpty: false } read)
            {
                yield return ++count <= MostRows ? read
                    : throw new FileRefusedException("一次最多导入 {0} 行，请分成几个文件", MostRows.ToString("N0", CultureInfo.InvariantCulture));
            }
        }
    }

    private static void CheckHeader(SheetRow header)
    {
        for (var i = 0; i < CustomerTemplate.Columns.Count; i++)
        {
            if (Normalise.Text(header[i].Text) != CustomerTemplate.Columns[i].Title)
            {
                throw new FileRefusedException("第 {0} 列应为“{1}”，请不要修改模版的表头", i + 1, CustomerTemplate.Columns[i].Title);
            }
        }
    }

    private sealed record RowNumber(int Value);
}
