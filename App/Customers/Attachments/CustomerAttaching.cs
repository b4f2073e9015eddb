using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Attachments;

/// <summary>添加附件 and 删除附件 of a customer. Each call is one transaction.</summary>
public static class CustomerAttaching
{
    private static Outcome NotFound => Outcome.Missing("没有找到记录，或您无权查看");

    /// <summary>Adds uploaded files.</summary>
    public static async Task<Outcome> AttachToCustomerAsync(
        this IDbContextFactory<AppDb> factory, int customerId, IReadOnlyCollection<string> keys, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.CustomerAsync(customerId, me) is not { } customer)
        {
            return NotFound;
        }

        var existing = await db.CustomerAttachments.Where(a => a.CustomerId == customer.Id).Select(a => a.FileId).ToListAsync();
        var files = await db.StoredFiles.Where(f => keys.Contains(f.Key) && (f.UploaderId == me.Id || existing.Contains(f.Id))).ToListAsync();
        if (files.Count < keys.Distinct(StringComparer.Ordinal).Count())
        {
            return Outcome.Refused("有附件已经不在了，或不是您上传的，请移除后重新上传");
        }

        var outcome = customer.Attach(files, existing, me, now, out var added);
        if (!outcome.IsRefused)
        {
            // A merge at the same moment conflicts, so that nothing stays with an alias.
            db.RaiseVersion(customer);
            db.AddRange(added);
        }

        return await db.SaveUnlessRefusedAsync(outcome, Outcome.Refused("这位客户刚被别人修改，您填写的内容还在，请再保存一次"));
    }

    /// <summary>Removes one attachment. One that is gone already is no failure.</summary>
    public static async Task<Outcome> DetachFromCustomerAsync(
        this IDbContextFactory<AppDb> factory, int customerId, long attachmentId, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.CustomerAsync(customerId, me) is not { } customer)
        {
            return NotFound;
        }

        if (await db.CustomerAttachments.Include(a => a.File).FirstOrDefaultAsync(a => a.Id == attachmentId && a.CustomerId == customer.Id) is not { } attachment)
        {
            return Outcome.Done;
        }

        var outcome = customer.Detach(attachment, me, now);
        if (!outcome.IsRefused)
        {
            db.Remove(attachment);
        }

        return await db.SaveUnlessRefusedAsync(outcome, changed: Outcome.Done);
    }
}

/// <summary>Tells file cleanup which files are used by customers; account managers open those of their own customers only.</summary>
internal sealed class CustomerFileUse : IFileUse
{
    public IQueryable<StoredFile> VisibleTo(IQueryable<StoredFile> files, AppDb db, CurrentUser me) =>
        files.Where(f => db.Set<CustomerAttachment>().Any(a => a.FileId == f.Id && db.Set<Customer>().WithFilesFor(me).Any(c => c.Id == a.CustomerId)));

    public IQueryable<StoredFile> Unused(IQueryable<StoredFile> files, AppDb db) => files.Where(f => !db.Set<CustomerAttachment>().Any(a => a.FileId == f.Id));
}
