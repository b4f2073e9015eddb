using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Bulk;
using WorkOrders.Jobs;

namespace WorkOrders.Customers.Duplicates.Finder;

/// <summary>
/// 查找重复客户: each night, over all customers. Reads sorted keys and writes what belongs together, so its memory doesn't grow with the customers. A value that
/// more than <see cref="MostOfGroup"/> share says nothing. The list changes at once at the end; a run that is cancelled leaves the former one.
/// </summary>
public sealed class FindDuplicates(IDbContextFactory<AppDb> factory) : IBackgroundJob
{
    public const string Name = "customer-duplicates";

    /// <summary>A name, number or bigram of more customers than this proposes nothing: the pairs would grow with the square.</summary>
    public const int MostOfGroup = 20;

    /// <summary>Two names with fewer rare bigrams in common are not looked at.</summary>
    private const int FewestBigrams = 2;

    private const int Batch = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        await using var reader = await OpenAsync(stop);
        await using var writer = await OpenAsync(stop);
        await FillBigramsAsync(reader, writer, stop);
        await writer.Set<DuplicateFinding>().ExecuteDeleteAsync(stop);
        await NoteAsync(writer, DuplicateReason.SameIdNumber, DuplicateKeys.IdNumbers(reader).AsAsyncEnumerable(), stop);
        await NoteAsync(writer, DuplicateReason.SamePhone, DuplicateKeys.Phones(reader).AsAsyncEnumerable(), stop);
        await NoteAsync(writer, DuplicateReason.SameEmail, DuplicateKeys.Emails(reader).AsAsyncEnumerable(), stop);
        await NoteAsync(writer, DuplicateReason.SameName, DuplicateKeys.Names(reader).AsAsyncEnumerable(), stop);
        await NoteAsync(writer, DuplicateReason.SimilarName, DuplicateKeys.Bigrams(reader).AsAsyncEnumerable(), stop);
        var proposals = await ProposeAsync(reader, writer, stop);
        await writer.Set<DuplicateFinding>().ExecuteDeleteAsync(stop);
        return proposals;
    }

    private async Task<AppDb> OpenAsync(CancellationToken stop)
    {
        var db = await factory.CreateDbContextAsync(stop);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        db.Database.SetCommandTimeout(Patience);
        return db;
    }

    // Enterprises that were written in bulk, without the interceptor.
    private static async Task FillBigramsAsync(AppDb reader, AppDb writer, CancellationToken stop)
    {
        var rows = new BulkRows<CustomerBigram>(writer);
        var bare = reader.Customers.Where(c => c.EnterpriseKey != null && !reader.Set<CustomerBigram>().Any(b => b.CustomerId == c.Id))
            .Select(c => new { c.Id, c.EnterpriseKey });
        await foreach (var customer in bare.AsAsyncEnumerable().WithCancellation(stop))
        {
            foreach (var pair in NameLikeness.Bigrams(customer.EnterpriseKey))
            {
                await rows.AddAsync(new CustomerBigram(customer.Id, pair), stop);
            }
        }

        await rows.FlushAsync(stop);
    }

    private static async Task NoteAsync<TKey>(AppDb writer, DuplicateReason reason, IAsyncEnumerable<KeyOfCustomer<TKey>> keys, CancellationToken stop)
    {
        var rows = new BulkRows<DuplicateFinding>(writer, withIds: false);
        List<int> group = [];
        var (key, isFirst) = (default(TKey), true);
        await foreach (var next in keys.WithCancellation(stop))
        {
            if (isFirst || !EqualityComparer<TKey>.Default.Equals(key, next.Key))
            {
                await WriteAsync();
                group.Clear();
                (key, isFirst) = (next.Key, false);
            }

            // Sorted by key and id. One more than the most tells that the group is too big.
            if (group.Count <= MostOfGroup && (group.Count == 0 || group[^1] != next.Id))
            {
                group.Add(next.Id);
            }
        }

        await WriteAsync();
        await rows.FlushAsync(stop);

        async Task WriteAsync()
        {
            for (var b = 1; b < group.Count && group.Count <= MostOfGroup; b++)
            {
                for (var a = 0; a < b; a++)
                {
                    await rows.AddAsync(new DuplicateFinding(group[a], group[b], reason), stop);
                }
            }
        }
    }

    private static async Task<int> ProposeAsync(AppDb reader, AppDb writer, CancellationToken stop)
    {
        var count = 0;
        await using var transaction = await writer.Database.BeginTransactionAsync(stop);
        await writer.Set<DuplicateProposal>().ExecuteDeleteAsync(stop);
        var rows = new BulkRows<DuplicateProposal>(writer);
        await foreach (var pair in FoundPair.Of(reader, FewestBigrams).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (pair.ToProposal() is { } proposal)
            {
                await rows.AddAsync(proposal, stop);
                count++;
            }
        }

        await rows.FlushAsync(stop);
        await transaction.CommitAsync(stop);
        return count;
    }

    /// <summary>Writes rows in batches.</summary>
    private sealed class BulkRows<T>(AppDb db, bool withIds = true)
        where T : class
    {
        private readonly BulkTable<T> table = new(db, withIds);
        private readonly List<T> rows = new(Batch);

        public Task AddAsync(T row, CancellationToken stop)
        {
            rows.Add(row);
            return rows.Count < Batch ? Task.CompletedTask : FlushAsync(stop);
        }

        public async Task FlushAsync(CancellationToken stop)
        {
            await db.Database.OpenConnectionAsync(stop);
            await table.WriteAsync(rows, stop);
            rows.Clear();
        }
    }
}
