using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Page.Person;

/// <summary>客户: our customer record, and where the order differs from it.</summary>
public sealed partial class CustomerTab(ScreenServices services, LookUpCounter lookUps) : Screen(services)
{
    // Null while loading.
    private Found? found;
    private int seen;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>A new value means that the order was changed.</summary>
    [Parameter]
    public int Changes { get; set; }

    private string? Refused => found?.Outcome is { IsRefused: true } outcome ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;

    protected override Task OnInitializedAsync()
    {
        seen = Changes;
        return ReadOnceAsync(Order.Number, ReadAsync, Show);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (seen != Changes)
        {
            seen = Changes;
            await LoadAsync();
        }
    }

    private Task LoadAsync() => ReadAsync(ReadAsync, Show);

    private async Task<Found> ReadAsync(AppDb db, CancellationToken token)
    {
        var (lookUp, read) = await lookUps.AskAsync(
            LookUpPlace.ImportedOrder, Me, Order.NumbersNobodyLookedUp(Order.IdNumber, Order.CustomerPhone),
            async () => new Found(await CustomerFile.ReadAsync(db, Order, Me, token)), (found, number) => found.File?.IsOf(number) == true, token);
        return read ?? new Found(null) { Outcome = lookUp.Outcome };
    }

    private void Show(Found read) => found = read;

    private string WhyNone() => Order.IdNumber is null && Order.CustomerPhone is null ? L["工单上没有身份证号和客户电话，无法查找客户档案；下面是工单上填写的内容。"]
        : L["按身份证号和客户电话没有找到客户档案，下面是工单上填写的内容。"];

    private sealed record Found(CustomerFile? File)
    {
        public Outcome Outcome { get; init; } = Outcome.Done;
    }
}
