using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates.Compare;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Duplicates.Listing;

/// <summary>重复客户: the proposals of the last run, to merge or to dismiss; with <c>?with=</c> a customer is merged with any other.</summary>
public sealed partial class DuplicateList(ScreenServices services, Merging merging, Dismissing dismissing) : UrlQueryList<DuplicateQuery, DuplicatesRead>(services)
{
    private const int MostFound = 20;

    private readonly HashSet<(int A, int B)> chosen = [];
    private FoundByHand? other;

    protected override DuplicateQuery Parse(string query) => DuplicateQuery.Parse(query);

    protected override void Fill()
    {
        chosen.Clear();
        other = null;
    }

    protected override async Task<(DuplicateQuery Shown, DuplicatesRead Read)> ReadAsync(AppDb db, DuplicateQuery asked, CancellationToken token)
    {
        var page = await db.DuplicateProposals.AsNoTracking().Listed(asked.Reason).PageAsync(asked.Page, DuplicateRow.Projection, token);
        var lastRun = await db.JobRuns.Where(r => r.Job == FindDuplicates.Name && r.Status == JobRunStatus.Done).OrderByDescending(r => r.Id).Select(r => r.EndedAt).FirstOrDefaultAsync(token);
        var with = asked.With is { } id ? await db.Customers.AsNoTracking().VisibleTo(Me).Where(c => c.Id == id).Select(FoundByHand.Projection).FirstOrDefaultAsync(token) : null;
        return (asked with { Page = page.Number }, new DuplicatesRead(page, lastRun, with));
    }

    private async Task<IEnumerable<FoundByHand>> FindAsync(string? typed, CancellationToken token)
    {
        if (ComparisonForm.OfName(Normalise.Text(typed)) is not { } name)
        {
            return [];
        }

        int? number = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        await using var db = await Factory.CreateDbContextAsync(token);
        return await db.Customers.AsNoTracking().VisibleTo(Me).Where(c => c.Id != Query.With && (c.Id == number || c.NameKey.StartsWith(name)))
            .OrderBy(c => c.NameKey).ThenBy(c => c.Id).Take(MostFound).Select(FoundByHand.Projection).ToListAsync(token);
    }

    private async Task CompareAsync(int one, int second)
    {
        if (await CompareDialog.OpenAsync(Dialogs, L, one, second))
        {
            await ReloadAsync();
        }
    }

    private async Task DismissAsync(DuplicateRow row)
    {
        if (await ActAsync("已记下，以后不再提议", () => dismissing.DismissAsync(row.First.Id, row.Second.Id, Me)))
        {
            await ReloadAsync();
        }
    }

    private void Choose((int A, int B) key)
    {
        if (!chosen.Remove(key))
        {
            chosen.Add(key);
        }
    }

    private void ChooseAll() => chosen.UnionWith(Read!.Page.Rows.Where(r => r.IsSafe).Select(r => (r.First.Id, r.Second.Id)));

    private async Task MergeChosenAsync()
    {
        var rows = Read!.Page.Rows.Where(r => r.IsSafe && chosen.Contains((r.First.Id, r.Second.Id))).ToList();
        if (!await Dialogs.ConfirmAsync(L["将合并 {0} 对客户，各保留较早的一位；30 天内可以撤销。", rows.Count], L["合并所选"], L["合并"]))
        {
            return;
        }

        List<string> refused = [];
        var isTried = await TryAsync(async () =>
        {
            foreach (var row in rows)
            {
                var outcome = (await merging.MergeAsync(new(row.First.Id, row.First.Version, row.Second.Id, row.Second.Version), Me)).Outcome;
                if (outcome.IsRefused)
                {
                    refused.Add($"{row.First.Id} / {row.Second.Id}: {L[outcome.Reason, [.. outcome.Arguments]].Value}");
                }
            }
        });
        if (isTried)
        {
            Toasts.Done(L["已合并 {0} 对客户", rows.Count - refused.Count]);
            await ReloadAsync();
            Problem = refused.Count == 0 ? null : string.Join('；', refused);
        }
    }

    private Task ReloadAsync()
    {
        chosen.Clear();
        return LoadAsync();
    }
}

/// <summary>One page of proposals, when the finder ran last, and the customer of <c>?with=</c>.</summary>
public sealed record DuplicatesRead(ListPage<DuplicateRow> Page, DateTimeOffset? LastRun, FoundByHand? With);
