using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Contracts;

/// <summary>
/// Acts on contracts and repayments of the customers that the user may see; others are missing. Acts on the version that was shown, and throws
/// <see cref="DbUpdateConcurrencyException"/> when it is no longer the newest.
/// </summary>
internal static class ContractEditing
{
    public static Task<Outcome> AddContractAsync(
        this IDbContextFactory<AppDb> factory, int customerId, ContractFields fields, CurrentUser me, DateTimeOffset now) =>
        AskAgainAsync(factory, async db =>
        {
            if (await db.CustomerAsync(customerId, me) is not { } customer)
            {
                return Missing;
            }

            var outcome = CustomerContract.Create(customer, fields, me, now, out var contract);
            if (contract is null)
            {
                return outcome;
            }

            // A merge at the same moment conflicts, so that nothing stays with an alias.
            db.RaiseVersion(customer);
            db.Add(contract);
            return await TakenAsync(db, contract, me) ?? Outcome.Done;
        });

    public static Task<Outcome> ChangeContractAsync(
        this IDbContextFactory<AppDb> factory, ContractRow shown, ContractFields fields, CurrentUser me, DateTimeOffset now) =>
        AskAgainAsync(factory, async db =>
        {
            if (await FindAsync(db, shown.Id, me) is not { } contract)
            {
                return Missing;
            }

            db.Entry(contract).Property(c => c.Version).OriginalValue = shown.Version;
            var outcome = contract.Change(fields, me, now);
            return outcome.IsRefused ? outcome : await TakenAsync(db, contract, me) ?? Outcome.Done;
        });

    public static async Task<Outcome> AddRepaymentAsync(
        this IDbContextFactory<AppDb> factory, long contractId, RepaymentFields fields, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await FindAsync(db, contractId, me) is not { } contract)
        {
            return Missing;
        }

        // A merge at the same moment conflicts, as with a new contract.
        var outcome = contract.Expect(fields, me, now, out _);
        db.RaiseVersion(contract.Customer);
        return await db.SaveUnlessRefusedAsync(outcome);
    }

    public static async Task<Outcome> ActOnRepaymentAsync(
        this IDbContextFactory<AppDb> factory, RepaymentRow shown, CurrentUser me, Func<CustomerRepayment, Outcome> act)
    {
        await using var db = await factory.CreateDbContextAsync();
        var visible = db.CustomerContracts.OfVisible(db.Customers, me);
        var repayment = await db.CustomerRepayments.Where(r => r.Id == shown.Id && visible.Any(c => c.Id == r.ContractId))
            .Include(r => r.Contract.Customer).FirstOrDefaultAsync();
        if (repayment is null)
        {
            return Missing;
        }

        db.Entry(repayment).Property(r => r.Version).OriginalValue = shown.Version;
        return await db.SaveUnlessRefusedAsync(act(repayment));
    }

    private static Outcome Missing => Outcome.Missing("没有找到记录，或您无权查看");

    private static Task<CustomerContract?> FindAsync(AppDb db, long id, CurrentUser me) =>
        db.CustomerContracts.OfVisible(db.Customers, me).Include(c => c.Customer).FirstOrDefaultAsync(c => c.Id == id);

    // The unique index decides when two people save one number at the same moment; the loser is asked again and told.
    private static Task<Outcome> AskAgainAsync(IDbContextFactory<AppDb> factory, Func<AppDb, Task<Outcome>> act) => factory.RetryOnConflictAsync(
        async db => await db.SaveUnlessRefusedAsync(await act(db)), orElse: failed => failed.IsUniqueViolation());

    private static async Task<Outcome?> TakenAsync(AppDb db, CustomerContract contract, CurrentUser me)
    {
        var taken = await db.CustomerContracts.AsNoTracking().Where(c => c.NumberKey == contract.NumberKey && c.Id != contract.Id)
            .Select(c => c.Customer).FirstOrDefaultAsync();
        return taken is null ? null
            : taken.IsVisibleTo(me) ? Outcome.Refused("没有保存：合同编号 {0} 已经登记在客户 {1}（编号 {2}）名下", new BusinessNumber(contract.Number), taken.Name, taken.Id)
            : Outcome.Refused("没有保存：合同编号 {0} 已经登记在另一位客户名下", new BusinessNumber(contract.Number));
    }
}
