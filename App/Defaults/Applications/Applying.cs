using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>提交违约认定申请 for the screen and the API: finds or creates the customer, checks the reasons, saves in one transaction.</summary>
public sealed class Applying(IDbContextFactory<AppDb> factory, FileUses uses, TimeProvider time)
{
    /// <summary>Maximum number of customers with the same name that are offered as candidates.</summary>
    public const int MostCandidates = 20;

    /// <summary>Refused if an application is pending, the customer is in default, or the name is ambiguous (the result then has candidates). The draft ends with the save.</summary>
    public async Task<Applied> SubmitAsync(ApplicationFields fields, CurrentUser me, long? draft = null)
    {
        if (fields.Errors().FirstOrDefault() is { } error)
        {
            return new Applied(Outcome.Invalid(error));
        }

        await using var db = await factory.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var reasons = await db.DefaultReasons.Where(r => r.IsEnabled && fields.ReasonIds.Contains(r.Id)).ToListAsync();
        if (reasons.Count != fields.ReasonIds.Count)
        {
            return new Applied(Outcome.Invalid(new FieldError(ApplicationFields.ReasonsField, "{0}不存在或已停用")));
        }

        var files = await FilesAsync(db, fields, me);
        if (files.Count != fields.FileKeys.Count)
        {
            return FilesMissing;
        }

        var found = await FindAsync(db, fields, me);
        if (found.Count > 1)
        {
            return new Applied(Outcome.Refused("有 {0} 位客户叫 {1}，请选择其中一位", found.Count, fields.CustomerName!.Trim())) { Candidates = found };
        }

        if (found.Count == 0 && fields.CustomerId is not null)
        {
            return new Applied(Outcome.Missing("没有找到这位客户"));
        }

        if (fields.CustomerId is not null && ComparisonForm.OfName(Normalise.Text(fields.CustomerName)) is { } name && name != found[0].Customer.NameKey)
        {
            return new Applied(Outcome.Invalid(new FieldError(ApplicationFields.CustomerField, "{0}与编号的客户不一致")));
        }

        var applied = await SaveAsync(db, found.FirstOrDefault(), fields, reasons, files, draft, me);
        if (applied.Application is not null)
        {
            await transaction.CommitAsync();
        }

        return applied;
    }

    private static Applied FilesMissing => new(Outcome.Invalid(new FieldError(ApplicationFields.FilesField, "{0}不是您上传的、已被使用、已清理，或不是可以提交的类型")));

    private async Task<List<StoredFile>> FilesAsync(AppDb db, ApplicationFields fields, CurrentUser me) => fields.FileKeys.Count == 0 ? []
        : await uses.Free(db.StoredFiles.Where(f => fields.FileKeys.Contains(f.Key) && f.UploaderId == me.Id && FileKinds.Documents.Contains(f.Kind)), db)
            .OrderBy(f => f.Id).ToListAsync();

    private static async Task<List<FoundCustomer>> FindAsync(AppDb db, ApplicationFields fields, CurrentUser me)
    {
        if (fields.CustomerId is { } id)
        {
            var survivor = await db.SurvivorOfAsync(id);
            return await db.Customers.VisibleTo(me).Where(c => c.Id == survivor).WithDefault(db).ToListAsync();
        }

        // Lock the name: of two concurrent applications for a new name, the second one finds the customer created by the first.
        var name = ComparisonForm.OfName(Normalise.Line(fields.CustomerName)!);
        await NameLock.HoldAsync(db, "customer", name);
        var survivors = new List<int>();
        foreach (var alias in await db.Customers.Where(c => c.NameKey == name && c.MergedIntoId != null).OrderBy(c => c.Id).Select(c => c.Id).Take(MostCandidates).ToListAsync())
        {
            survivors.Add(await db.SurvivorOfAsync(alias));
        }

        return await db.Customers.Where(c => c.MergedIntoId == null && (c.NameKey == name || survivors.Contains(c.Id)))
            .WithDefault(db).OrderBy(f => f.Customer.Id).Take(MostCandidates).ToListAsync();
    }

    private static async Task<bool> HasPendingAsync(AppDb db, int customerId) =>
        await db.DefaultApplications.AnyAsync(a => a.CustomerId == customerId && a.Status == DecisionStatus.Pending);

    private async Task<Applied> SaveAsync(
        AppDb db, FoundCustomer? found, ApplicationFields fields, List<DefaultReason> reasons, List<StoredFile> files, long? draft, CurrentUser me)
    {
        var now = time.GetUtcNow();
        var customer = found?.ForCase() ?? new DefaultCustomer(Customer.Named(Normalise.Line(fields.CustomerName)!));
        var outcome = DefaultApplication.Submit(customer, fields, reasons, files, me, now, out var application);
        if (outcome.IsRefused)
        {
            return new Applied(outcome);
        }

        var alreadyPending = Outcome.Refused("客户 {0} 已有待审核的违约认定申请", customer.Customer.Name);
        if (found is not null && await HasPendingAsync(db, customer.CustomerId))
        {
            return new Applied(alreadyPending);
        }

        db.Add(application!);
        await db.EndDraftAsync(draft, me, now);
        if (found?.Known is { } known)
        {
            db.RaiseVersion(known);
        }
        else if (found is not null)
        {
            // The customer's first case: a merge at the same moment conflicts.
            db.RaiseVersion(found.Customer);
        }

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException exception) when (exception.IsLostRace() || exception.IsConstraintViolation())
        {
            await db.Database.RollbackTransactionAsync();
            if (found is not null && await HasPendingAsync(db, found.Customer.Id))
            {
                return new Applied(alreadyPending);
            }

            // A file that was cleaned up meanwhile is a reference to nothing.
            if ((await FilesAsync(db, fields, me)).Count < files.Count)
            {
                return FilesMissing;
            }

            if (!exception.IsLostRace())
            {
                throw;
            }

            return new Applied(Outcome.Refused("客户 {0} 刚被别人修改，请重试", customer.Customer.Name));
        }

        if (found is null)
        {
            customer.RecordIntroduction(me, now);
        }

        application!.RecordSubmission(me, now);
        await db.SaveChangesAsync();
        return new Applied(Outcome.Done) { Application = application };
    }
}

/// <summary>Result of submitting an application.</summary>
public sealed record Applied(Outcome Outcome)
{
    public DefaultApplication? Application { get; init; }

    /// <summary>Customers with the same name, if the name is ambiguous.</summary>
    public IReadOnlyList<FoundCustomer> Candidates { get; init; } = [];
}
