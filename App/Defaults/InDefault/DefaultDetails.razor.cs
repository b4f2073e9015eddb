using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Defaults.InDefault;

/// <summary>Page of one customer in default: current application, changes, all cases; operators apply for renewal here.</summary>
public sealed partial class DefaultDetails(ScreenServices services, PausedForms pausedForms) : Screen(services)
{
    private DefaultFile? file;
    private bool loaded;
    private PausedRenewal? paused;

    [Parameter]
    public int Id { get; set; }

    protected override void OnInitialized() => paused = pausedForms.Take<PausedRenewal>(Me, PausedRenewal.Key);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && paused?.CustomerId == Id)
        {
            await RenewAsync(paused.CustomerName, paused);
        }
    }

    protected override Task OnParametersSetAsync() => file?.Row.CustomerId == Id ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync() => ReadAsync((db, token) => DefaultFile.ReadAsync(db, Id, Me), read => (file, loaded) = (read, true));

    private Task RenewAsync() => RenewAsync(file!.Row.CustomerName, null);

    private async Task RenewAsync(string name, PausedRenewal? before)
    {
        if (await RenewDialog.OpenAsync(Dialogs, L, Id, name, Me, before) is { } renewal)
        {
            Navigator.NavigateTo(RenewalQuery.AddressOf(renewal));
        }
    }
}
