using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Handling;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.Page.Contracts;

/// <summary>合同详情: the customer's contracts from the loan core, differences from our data, and 采用.</summary>
public partial class ContractTab(ScreenServices services, OrderListsCache orderListsCache, ILogger<ContractTab> log) : Screen(services)
{
    private string? said;
    private bool refused;
    private bool acting;
    private int adopted;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>The order was changed here or by another user.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>The loan core has responded.</summary>
    [Parameter]
    public EventCallback<LoanCoreView> OnAnswered { get; set; }

    private async Task TakeAsync(LoanContract contract)
    {
        var lists = await orderListsCache.GetAsync();
        await ActOnOrderAsync((order, now) => order.TakeContract(contract, lists, Me, now));
    }

    private Task AdoptForOrderAsync(FieldName field, LoanCorePerson person) => ActOnOrderAsync((order, now) => order.Adopt(field, person, Me, now));

    private async Task ActOnOrderAsync(Func<WorkOrder, DateTimeOffset, Outcome> act)
    {
        await ActAsync(() => Factory.ActOnVersionAsync(Order, Me, order => act(order, Time.GetUtcNow())));
        await OnChanged.InvokeAsync();
    }

    private Task AdoptForCustomerAsync(Customer shown, FieldName field, LoanCorePerson person) => ActAsync(() => AdoptAsync(shown, field, person));

    private async Task ActAsync(Func<Task<Outcome>> act)
    {
        if (acting)
        {
            return;
        }

        acting = true;
        try
        {
            var outcome = await act();
            (refused, said) = (outcome.IsRefused, outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]] : L["已采用"]);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "A value of the loan core could not be adopted.");
            (refused, said) = (true, L["暂时无法保存，请稍后再试。"]);
        }
        finally
        {
            acting = false;
            adopted++;
        }
    }

    // Uses the version that was shown, so that a concurrent change is not overwritten unseen.
    private async Task<Outcome> AdoptAsync(Customer shown, FieldName field, LoanCorePerson person)
    {
        await using var db = await Factory.CreateDbContextAsync();
        if (await db.Customers.VisibleTo(Me).FirstOrDefaultAsync(c => c.Id == shown.Id) is not { } customer)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        db.Entry(customer).Property(c => c.Version).OriginalValue = shown.Version;
        var outcome = customer.Adopt(field, person, Me, Time.GetUtcNow());
        if (outcome.IsRefused)
        {
            return outcome;
        }

        if (await db.Customers.AnyAsync(c => c.Phone == customer.Phone && c.Id != customer.Id))
        {
            return Outcome.Refused("没有保存：这个电话已经是另一位客户的");
        }

        try
        {
            await db.SaveChangesAsync();
            return Outcome.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Outcome.Refused("刚被别人修改，已为您刷新，请看过后再试");
        }
    }
}
