using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Drafts;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Defaults.InDefault;

/// <summary>Page of one customer in default: current application, changes, all cases; operators apply for renewal here.</summary>
public sealed partial class DefaultDetails(ScreenServices services, PausedForms pausedForms, BrowserWindow window) : Screen(services)
{
    private DefaultFile? file;
    private int? shown;
    private bool isMissing;
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
        else if (firstRender && Me.May(Permission.ApplyForDefault))
        {
            (int Customer, string Name)? kept = null;
            await RefreshAsync((db, token) => RenewalDraft.OfWindowAsync(db, Id, window, Me, token), read => { kept = read; return Task.CompletedTask; });
            await (kept is { } open ? RenewAsync(open.Name, null) : Task.CompletedTask);
        }
    }

    protected override Task OnParametersSetAsync()
    {
        if (shown == Id)
        {
            return Task.CompletedTask;
        }

        var isFirst = shown is null;
        (shown, file) = (Id, null);
        isMissing = false;
        return isFirst ? ReadOnceAsync(Id.ToString(CultureInfo.InvariantCulture), ReadCustomerAsync, Show) : LoadAsync();
    }

    private Task LoadAsync() => ReadAsync(ReadCustomerAsync, Show);

    private async Task<CustomerRead> ReadCustomerAsync(AppDb db, CancellationToken token) => new(await DefaultFile.ReadAsync(db, Id, Me, token));

    private void Show(CustomerRead read) => (file, isMissing) = (read.File, read.File is null);

    private Task RenewAsync() => RenewAsync(file!.Row.CustomerName, null);

    private async Task RenewAsync(string name, PausedRenewal? before)
    {
        if (await RenewDialog.OpenAsync(Dialogs, L, Id, name, before) is { } renewal)
        {
            Navigator.NavigateTo(RenewalQuery.AddressOf(renewal));
        }
    }

    private sealed record CustomerRead(DefaultFile? File);
}
