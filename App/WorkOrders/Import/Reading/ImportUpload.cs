using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Bulk;
using WorkOrders.Export;
using WorkOrders.Files;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>Reads and checks an uploaded workbook and saves its rows for the import, all or nothing.</summary>
public sealed class ImportUpload(IDbContextFactory<AppDb> factory, OrderListsCache cache, UploadChecks checks, LookUpCounter lookUps, TimeProvider time)
{
    public const int MostRows = 100_000;

    /// <summary>Maximum number of waiting rows per person, over all their files. Limits rows that are never imported.</summary>
    public const int MostWaiting = 10 * MostRows;

    // Rows with nothing in our columns are no orders, but reading them ends.
    private const int MostRowsOfSheet = 2 * MostRows;

    // Rows are checked and saved in chunks of so many rows or characters.
    private const int Chunk = 2_000;
    private const int ChunkText = 4_000_000;

    private static readonly string[] OwnSheets = [BatchTemplate.Name];

    /// <summary>The import for the preview, or why the file is refused.</summary>
    /// <param name="file">Seekable.</param>
    /// <param name="fileName">The name on the user's computer.</param>
    /// <param name="me">The owner of the import.</param>
    /// <param name="progress">Told how many rows are read.</param>
    /// <param name="waiting">Told true when other checks go first, and false when the wait is over.</param>
    /// <param name="cancellation">Cancelled when the user leaves.</param>
    public async Task<(OrderImport? Import, Outcome Outcome)> ReadAsync(
        Stream file, string fileName, CurrentUser me, Action<int>? progress = null, Action<bool>? waiting = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(me);
        if (!me.May(Permission.CreateOrders))
        {
            return (null, Outcome.Forbidden("没有权限"));
        }

        OrderImport? import = null;
        var result = await checks.RunAsync(
            UploadKind.Workbook,
            me,
            async token =>
            {
                (import, var outcome) = await CheckAsync(file, fileName, me, progress, token);
                return outcome;
            },
            waiting,
            cancellation);
        return (import, result.Outcome);
    }

    private async Task<(OrderImport? Import, Outcome Outcome)> CheckAsync(Stream file, string fileName, CurrentUser me, Action<int>? progress, CancellationToken cancellation)
    {
        var lists = await cache.GetAsync(cancellation);
        var sheet = SheetReader.Open(file, OwnSheets, MostRowsOfSheet, cancellation);
        await using var db = await factory.CreateDbContextAsync(cancellation);
        if (await WaitingAsync(db, me, cancellation) >= MostWaiting)
        {
            return (null, Outcome.Refused("您上传的文件还有 {0} 行没有建单，请先导入；没有导入的 {1} 天后删除", MostWaiting, OrderImport.RowsKept.Days));
        }

        var lookUp = await lookUps.TakeImportAsync(fileName, me, cancellation);
        if (lookUp.Outcome.IsRefused)
        {
            return (null, lookUp.Outcome);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var import = await StageAsync(db, sheet, lists, new OrderImport(fileName, me, time.GetUtcNow()), me, progress, cancellation);
        await transaction.CommitAsync(cancellation);
        await lookUps.NoteAsync(lookUp, import.DuplicateRows > 0);
        return (import, Outcome.Done);
    }

    private Task<int> WaitingAsync(AppDb db, CurrentUser me, CancellationToken cancellation)
    {
        var kept = time.GetUtcNow() - OrderImport.RowsKept;
        return db.OrderImports.Where(i => i.OwnerId == me.Id && i.At >= kept && i.Status != ImportStatus.Done)
            .SumAsync(i => i.Rows - i.Imported, cancellation);
    }

    private async Task<OrderImport> StageAsync(
        AppDb db, SheetReader sheet, OrderLists lists, OrderImport import, CurrentUser me, Action<int>? progress, CancellationToken cancellation)
    {
        var kind = KindOf(sheet.Mark, lists);
        db.Add(import);
        await db.SaveChangesAsync(cancellation);
        var duplicates = new ImportDuplicates(db, me);
        var counts = new ImportCounts(0, 0, 0, 0);
        var hidden = new SortedSet<int>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var chunk in Chunks(RowsOf(sheet, kind, hidden)))
        {
            var now = time.GetUtcNow();
            var checks = chunk.Select(r => (r.Row, Check: r.Row.Check(lists, r.Faults, now), r.Losses))
                .Select(c => (c.Row, c.Check, Hints: (IReadOnlyList<FieldError>)[.. c.Check.Warnings, .. c.Losses])).ToList();
            var same = await duplicates.FindAsync(
                [.. checks.Where(c => c.Check.IsGood).Select(c => (c.Row.Number, c.Row.IsHidden, c.Check.Fields))], cancellation);
            var staged = checks.ConvertAll(c => new OrderImportRow(import.Id, c.Row, c.Check.Errors, c.Hints, same.GetValueOrDefault(c.Row.Number)));
            await new BulkTable<OrderImportRow>(db, withIds: true).WriteAsync(staged, cancellation);
            staged.ForEach(row => hash.AppendData(Encoding.UTF8.GetBytes(row.Cells)));
            counts = Add(counts, staged, checks.Count(c => c.Check is { IsGood: true, Fields.IdNumber: null }));
            progress?.Invoke(counts.Rows);
        }

        if (counts.Rows == 0)
        {
            throw new FileRefusedException("文件里没有数据行");
        }

        var content = Convert.ToHexStringLower(hash.GetHashAndReset());
        var until = await SameContent.EndedAsync(db, content, import.Id, import.At, cancellation);
        import.Count(counts, content, sheet.IsBehindOthers ? sheet.Sheet : null, [.. hidden.Select(i => BatchTemplate.Columns[i].Title)], until);
        await db.SaveChangesAsync(cancellation);
        return import;
    }

    private static IEnumerable<List<ReadRow>> Chunks(IEnumerable<ReadRow> rows)
    {
        var (chunk, text) = (new List<ReadRow>(), 0);
        foreach (var row in rows)
        {
            chunk.Add(row);
            text += row.Row.Cells.Sum(cell => cell?.Length ?? 0);
            if (chunk.Count == Chunk || text >= ChunkText)
            {
                yield return chunk;
                (chunk, text) = ([], 0);
            }
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private static ImportCounts Add(ImportCounts counts, List<OrderImportRow> staged, int withoutId)
    {
        var good = staged.Where(r => r.Problems is null).ToList();
        return new ImportCounts(
            counts.Rows + staged.Count,
            counts.Bad + staged.Count - good.Count,
            counts.Duplicates + good.Count(r => r.Duplicate is not null),
            counts.WithoutId + withoutId,
            counts.Hidden + good.Count(r => r.IsHidden),
            counts.HiddenDuplicates + good.Count(r => r.IsHiddenDuplicate),
            counts.Hints + good.Count(r => r.Hints is not null));
    }

    // Our own exports are accepted too; their masked cells are refused one by one.
    private static bool KindOf(SheetMark? mark, OrderLists lists) => mark switch
    {
        { Kind: OrderExport.Kind } => true,
        not { Kind: BatchTemplate.Id } => throw new FileRefusedException("文件不是用工单模版填写的，请下载模版"),
        _ when mark != BatchTemplate.MarkOf(lists) => throw new FileRefusedException(
            "模版已经更新（文件的版本是 {0}，现在是 {1}），请下载新的模版", mark.Version, BatchTemplate.VersionOf(lists)),
        _ => false,
    };

    // Hidden columns of the template that have a value are added to hidden.
    private static IEnumerable<ReadRow> RowsOf(SheetReader sheet, bool isExport, SortedSet<int> hidden)
    {
        IReadOnlyList<int>? places = null;
        var count = 0;
        foreach (var row in sheet.Rows())
        {
            if (places is null)
            {
                places = PlacesOf(row, isExport);
                continue;
            }

            var found = places;
            var cells = BatchTemplate.Columns.Select((_, i) => found[i] < 0 ? null : row[found[i]].Text).ToArray();
            var faults = BatchRow.Faults(row, places);
            if (cells.All(c => c is null) && faults.Count == 0)
            {
                continue;
            }

            hidden.UnionWith(Enumerable.Range(0, cells.Length).Where(i => cells[i] is not null && sheet.IsColumnHidden(found[i])));
            if (++count > MostRows)
            {
                throw new FileRefusedException("一次最多导入 {0} 行，请分成几个文件", MostRows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
            }

            yield return new ReadRow(new BatchRow(row.Number, cells) { IsHidden = row.IsHidden }, faults, BatchRow.Losses(row, places));
        }
    }

    // Template columns have a fixed order. Export columns are in the user's own order.
    private static List<int> PlacesOf(SheetRow header, bool isExport)
    {
        var titles = header.Cells.Select(c => Normalise.Text(c.Text)).ToList();
        if (isExport)
        {
            return [.. BatchTemplate.Columns.Select(c => titles.IndexOf(c.Title))];
        }

        for (var i = 0; i < BatchTemplate.Columns.Count; i++)
        {
            if (titles.ElementAtOrDefault(i) != BatchTemplate.Columns[i].Title)
            {
                throw new FileRefusedException("第 {0} 列应为“{1}”，请不要修改模版的表头", i + 1, BatchTemplate.Columns[i].Title);
            }
        }

        return [.. Enumerable.Range(0, BatchTemplate.Columns.Count)];
    }

    private sealed record ReadRow(BatchRow Row, IReadOnlyList<FieldError> Faults, IReadOnlyList<FieldError> Losses);
}
