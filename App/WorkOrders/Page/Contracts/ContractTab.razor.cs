using Microsoft.AspNetCore.Components;
using WorkOrders.Customers;
using WorkOrders.Handling;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.Page.Contracts;

/// <summary>合同详情: the customer's contracts from the loan core, differences from our data, and 采用.</summary>
public sealed partial class ContractTab(ScreenServices services, OrderListsCache listsCache, LookUpCounter lookUps) : Screen(services)
{
    private int adopted;
    private IdNumber? asked;
    private IdNumber? allowed;
    private string? refused;
    private LookUp lookUp = LookUp.Nothing;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>Ends when the user's last change of the order is shown; the next act waits for it and is then done on that version.</summary>
    [Parameter]
    public Func<Task> UpToDate { get; set; } = () => Task.CompletedTask;

    /// <summary>The order was changed here or by another user.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>The loan core has responded.</summary>
    [Parameter]
    public EventCallback<LoanCoreView> OnAnswered { get; set; }

    protected override string ConflictText => "刚被别人修改，已为您刷新，请看过后再试";

    protected override async Task OnParametersSetAsync()
    {
        if (asked != Order.IdNumber)
        {
            asked = Order.IdNumber;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var wanted = Order.IdNumber;
        List<Sensitive?> counted = [.. Order.NumbersNobodyLookedUp(wanted)];
        (allowed, refused, lookUp) = (counted.Count == 0 ? wanted : null, null, LookUp.Nothing);
        if (counted.Count > 0)
        {
            await ReadAsync(token => lookUps.TakeAsync(LookUpPlace.ImportedOrder, Me, counted, token), taken =>
            {
                (allowed, lookUp) = (taken.Outcome.IsRefused ? null : wanted, taken);
                refused = taken.Outcome is { IsRefused: true } outcome ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
            });
        }
    }

    private async Task AnsweredAsync(LoanCoreView view)
    {
        if (view.KnowsPerson is { } known)
        {
            await TryInBackgroundAsync(() => lookUps.NoteAsync(lookUp, known));
        }

        await OnAnswered.InvokeAsync(view);
    }

    private Task TakeAsync(LoanContract contract) => ActOnOrderAsync(async () =>
    {
        var lists = await listsCache.GetAsync();
        return await Factory.ActOnVersionAsync(Order, Me, order => order.TakeContract(contract, lists, Me, Time.GetUtcNow()));
    });

    private Task AdoptForOrderAsync(FieldName field, LoanCorePerson person) =>
        ActOnOrderAsync(() => Factory.ActOnVersionAsync(Order, Me, order => order.Adopt(field, person, Me, Time.GetUtcNow())));

    private async Task ActOnOrderAsync(Func<Task<Outcome>> act)
    {
        await UpToDate();
        await ActAsync("已采用", act);
        adopted++;
        await OnChanged.InvokeAsync();
    }

    private async Task AdoptForCustomerAsync(Customer shown, FieldName field, LoanCorePerson person)
    {
        await ActAsync("已采用", () => Factory.AdoptAsync(shown, field, person, Me, Time.GetUtcNow()));
        adopted++;
    }
}
