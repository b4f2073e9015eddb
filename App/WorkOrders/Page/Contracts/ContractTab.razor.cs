using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
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

    private Task AdoptForCustomerAsync(Customer shown, FieldName field, LoanCorePerson person) =>
        ActAsync(() => Factory.AdoptAsync(shown, field, person, Me, Time.GetUtcNow()));

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
}
