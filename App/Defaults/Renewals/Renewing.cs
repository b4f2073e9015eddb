using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Renewals;

/// <summary>提交违约重生申请 for the screen and the API.</summary>
public sealed class Renewing(IDbContextFactory<AppDb> factory, TimeProvider time)
{
    public const string CustomerField = "客户";
    public const string ReasonField = "重生原因";
    public const string RemarkField = "备注";

    /// <summary>Only for visible customers in default; at most one renewal is pending per customer. The draft ends with the save.</summary>
    public async Task<(Outcome Outcome, Renewal? Renewal)> SubmitAsync(int? customerId, int? reasonId, string? remark, CurrentUser me, long? draft = null)
    {
        if (Error(customerId, reasonId, remark) is { } error)
        {
            return (Outcome.Invalid(error), null);
        }

        await using var db = await factory.CreateDbContextAsync();
        if (await db.RenewalReasons.FirstOrDefaultAsync(r => r.Id == reasonId && r.IsEnabled) is not { } reason)
        {
            return (Outcome.Invalid(new FieldError(ReasonField, "{0}不存在或已停用")), null);
        }

        customerId = await db.SurvivorOfAsync(customerId!.Value);
        if (await db.Customers.Where(c => c.Id == customerId).WithDefault(db).FirstOrDefaultAsync() is not { } found
            || (found.Known?.ApplicationId is not null && !await db.DefaultCustomers.InDefaultVisibleTo(me).AnyAsync(c => c.CustomerId == customerId)))
        {
            return (Outcome.Missing("没有找到记录，或您无权查看"), null);
        }

        var customer = found.ForCase();
        var now = time.GetUtcNow();
        var outcome = Renewal.Submit(customer, reason, remark, me, now, out var renewal);
        if (outcome.IsRefused)
        {
            return (outcome, null);
        }

        var alreadyPending = Outcome.Refused("客户 {0} 已有待审核的违约重生申请", found.Customer.Name);
        if (await HasPendingAsync(db, customer.CustomerId))
        {
            return (alreadyPending, null);
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Add(renewal!);
        await db.EndDraftAsync(draft, me, now);
        db.RaiseVersion(customer);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException exception) when (exception.IsLostRace())
        {
            await transaction.RollbackAsync();
            return (await HasPendingAsync(db, customer.CustomerId) ? alreadyPending : Outcome.Refused("客户 {0} 刚被别人修改，请重试", found.Customer.Name), null);
        }

        renewal!.RecordSubmission(me, now);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return (Outcome.Done, renewal);
    }

    private static FieldError? Error(int? customerId, int? reasonId, string? remark) =>
        customerId is null ? new FieldError(CustomerField, "{0}不能为空")
        : reasonId is null ? new FieldError(ReasonField, "{0}不能为空")
        : remark?.Length > DecidedCase.RemarkLength ? new FieldError(RemarkField, "{0}不能超过 {1} 个字", DecidedCase.RemarkLength)
        : null;

    private static Task<bool> HasPendingAsync(AppDb db, int customerId) =>
        db.Renewals.AnyAsync(r => r.CustomerId == customerId && r.Status == DecisionStatus.Pending);
}
