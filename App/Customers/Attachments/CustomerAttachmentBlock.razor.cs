using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Attachments;

/// <summary>附件 of the 360° view.</summary>
public sealed partial class CustomerAttachmentBlock(ScreenServices services) : BlockScreen<IReadOnlyList<CustomerAttachmentRow>>(services)
{
    private readonly List<string> uploaded = [];

    protected override async Task<IReadOnlyList<CustomerAttachmentRow>> ReadBlockAsync(AppDb db, CancellationToken token) =>
        await CustomerAttachmentRow.Of(db, Customer.Id, Me).ToListAsync(token);

    // What is uploaded while a save runs is saved after it. After a failure the files wait for 重试 or the next upload; a refused file is given up.
    private async Task AttachAsync(IReadOnlyList<FileRow> files)
    {
        uploaded.AddRange(files.Select(f => f.Key));
        while (!IsActing && uploaded.Count > 0)
        {
            string[] keys = [.. uploaded];
            if (!await DoAsync("附件已添加", () => Factory.AttachToCustomerAsync(Customer.Id, keys, Me, Time.GetUtcNow())))
            {
                return;
            }

            uploaded.RemoveAll(keys.Contains);
        }
    }

    private async Task DetachAsync(CustomerAttachmentRow row)
    {
        if (await Dialogs.ConfirmAsync(L["从客户 {0} 删除附件“{1}”？", Customer.Name, row.File.Name.Masked], L["删除附件"], L["删除"]))
        {
            await DoAsync("附件已删除", () => Factory.DetachFromCustomerAsync(Customer.Id, row.Id, Me, Time.GetUtcNow()));
            await AttachAsync([]);
        }
    }

    // False when it failed, so that it can be tried again.
    private async Task<bool> DoAsync(string done, Func<Task<Outcome>> act)
    {
        var isRefused = false;
        var isDone = await ActAsync(done, async () =>
        {
            var outcome = await act();
            isRefused = outcome.IsRefused;
            return outcome;
        });
        if (isDone || isRefused)
        {
            await ChangedAsync();
        }

        return isDone || isRefused;
    }
}

/// <summary>A file of the customer.</summary>
public sealed record CustomerAttachmentRow(long Id, StoredFile File, int AddedById, string AddedBy, DateTimeOffset AddedAt)
{
    // More than one customer may have, because merges add theirs.
    private const int MostShown = 10 * CustomerAttachment.Most;

    /// <summary>Newest first; none of a customer in the pool for an account manager.</summary>
    public static IQueryable<CustomerAttachmentRow> Of(AppDb db, int customerId, CurrentUser me) => db.CustomerAttachments.AsNoTracking()
        .Where(a => a.CustomerId == customerId && db.Set<Customer>().WithFilesFor(me).Any(c => c.Id == a.CustomerId))
        .OrderByDescending(a => a.Id).Take(MostShown).Select(a => new CustomerAttachmentRow(a.Id, a.File, a.AddedById, a.AddedBy.DisplayName, a.AddedAt));
}
