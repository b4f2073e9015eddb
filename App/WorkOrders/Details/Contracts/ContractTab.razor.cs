using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders.Details.Contracts;

/// <summary>合同详情: the customer's contracts by the loan core, what it tells otherwise than we do, and 采用.</summary>
public partial class ContractTab
{
    private string? said;
    private bool refused;
    private bool acting;
    private int adopted;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>After the order itself was changed here.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private OrderListsCache Lists { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsOfOrder(LoanContract contract) =>
        (contract.ApplyNo is not null && contract.ApplyNo == Order.ApplyNo) || (contract.ContractNo is not null && contract.ContractNo == Order.ContractNo);

    private async Task TakeAsync(LoanContract contract)
    {
        var lists = await Lists.GetAsync();
        await ActOnOrderAsync((order, now) => order.TakeContract(contract, lists, Me, now));
    }

    private Task AdoptForOrderAsync(string field, LoanCorePerson person) => ActOnOrderAsync((order, now) => order.Adopt(field, person, Me, now));

    private async Task ActOnOrderAsync(Func<WorkOrder, DateTimeOffset, Outcome> act)
    {
        if (await ActAsync(db => db.WorkOrders.VisibleTo(Me).ForAction().FirstOrDefaultAsync(o => o.Number == Order.Number), act))
        {
            await OnChanged.InvokeAsync();
        }
    }

    private async Task AdoptForCustomerAsync(int customerId, string field, LoanCorePerson person) => await ActAsync(
        db => db.Customers.VisibleTo(Me).FirstOrDefaultAsync(c => c.Id == customerId),
        (customer, now) => customer.Adopt(field, person, Me, now));

    private async Task<bool> ActAsync<T>(Func<AppDb, Task<T?>> load, Func<T, DateTimeOffset, Outcome> act)
        where T : class
    {
        if (acting)
        {
            return false;
        }

        acting = true;
        var outcome = await SaveAsync(load, act);
        (acting, refused, said) = (false, outcome.IsRefused, outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]] : L["已采用"]);
        adopted++;
        return !outcome.IsRefused;
    }

    private async Task<Outcome> SaveAsync<T>(Func<AppDb, Task<T?>> load, Func<T, DateTimeOffset, Outcome> act)
        where T : class
    {
        await using var db = await Factory.CreateDbContextAsync();
        if (await load(db) is not { } record)
        {
            return Outcome.Refused("没有找到记录，或您无权查看");
        }

        var outcome = act(record, Time.GetUtcNow());
        if (outcome.IsRefused)
        {
            return outcome;
        }

        try
        {
            await db.SaveChangesAsync();
            return Outcome.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Outcome.Refused("刚被别人修改，请再试一次");
        }
        catch (DbUpdateException)
        {
            // The one rule of the database over these fields: a telephone belongs to one customer.
            return Outcome.Refused("没有保存：这个电话可能已经是另一位客户的");
        }
    }
}
