using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Contracts;

/// <summary>A contract with its repayments, as the customer's page shows it.</summary>
public sealed record ContractRow(
    long Id, int Version, string Number, decimal Amount, DateOnly SignedOn, DateOnly? EndsOn, CustomerContractState State,
    IReadOnlyList<RepaymentRow> Repayments)
{
    public static readonly Expression<Func<CustomerContract, ContractRow>> Projection = c => new ContractRow(
        c.Id, c.Version, c.Number, c.Amount, c.SignedOn, c.EndsOn, c.State,
        c.Repayments.OrderBy(r => r.DueOn).ThenBy(r => r.Id).Select(r => new RepaymentRow(r.Id, r.Version, r.DueOn, r.Amount, r.PaidOn, r.Paid)).ToList());
}

/// <summary>A repayment of a contract.</summary>
public sealed record RepaymentRow(long Id, int Version, DateOnly DueOn, decimal Amount, DateOnly? PaidOn, decimal? Paid)
{
    /// <summary>The newest version of a repayment that the user may see.</summary>
    public static Task<RepaymentRow?> ReadAsync(AppDb db, long id, CurrentUser me, CancellationToken token) => db.CustomerContracts.AsNoTracking()
        .OfVisible(db.Customers, me).SelectMany(c => c.Repayments).Where(r => r.Id == id)
        .Select(r => new RepaymentRow(r.Id, r.Version, r.DueOn, r.Amount, r.PaidOn, r.Paid)).FirstOrDefaultAsync(token);

    public decimal Open => Amount - (Paid ?? 0);

    /// <summary>Days after the due day while something is open; 0 when it isn't late.</summary>
    public int DaysLate(DateTimeOffset now) => Open > 0 ? Math.Max(0, BusinessTime.DayOf(now).DayNumber - DueOn.DayNumber) : 0;
}

/// <summary>应收, 已收 and 逾期 (open after the due day) over all repayments of a customer.</summary>
public sealed record RepaymentSums(decimal Due, decimal Paid, decimal Late);

/// <summary>The contracts of a customer, the newest first, and the sums over all of them.</summary>
public sealed record ContractsOfCustomer(int Count, IReadOnlyList<ContractRow> Rows, RepaymentSums Sums, DateTimeOffset At)
{
    /// <summary>Of a customer that the user may see; empty for others.</summary>
    public static async Task<ContractsOfCustomer> ReadAsync(AppDb db, int customerId, int most, CurrentUser me, DateTimeOffset now, CancellationToken token)
    {
        var contracts = db.CustomerContracts.AsNoTracking().OfVisible(db.Customers, me).Where(c => c.CustomerId == customerId);
        var rows = await contracts.OrderByDescending(c => c.SignedOn).ThenByDescending(c => c.Id).Take(most).Select(ContractRow.Projection).ToListAsync(token);
        var count = rows.Count < most ? rows.Count : await contracts.CountAsync(token);
        return new(count, rows, rows.Count == 0 ? new(0, 0, 0) : await SumsAsync(contracts, BusinessTime.DayOf(now), token), now);
    }

    private static async Task<RepaymentSums> SumsAsync(IQueryable<CustomerContract> contracts, DateOnly today, CancellationToken token) => await contracts
        .SelectMany(c => c.Repayments).GroupBy(_ => 1)
        .Select(g => new RepaymentSums(g.Sum(r => r.Amount), g.Sum(r => r.Paid ?? 0), g.Sum(r => r.DueOn < today ? r.Amount - (r.Paid ?? 0) : 0)))
        .FirstOrDefaultAsync(token) ?? new(0, 0, 0);
}
