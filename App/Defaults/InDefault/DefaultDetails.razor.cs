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
public sealed partial class DefaultDetails
{
    private readonly LatestResult reading = new();
    private DefaultFile? file;
    private bool loaded;
    private PausedRenewal? paused;

    [Parameter]
    public int Id { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private DialogStack Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private PausedForms Paused { get; set; } = null!;

    [Inject]
    private ILogger<DefaultDetails> Log { get; set; } = null!;

    protected override void OnInitialized() => paused = Paused.Take<PausedRenewal>(Me, PausedRenewal.Key);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && paused?.CustomerId == Id)
        {
            await RenewAsync(paused.CustomerName, paused);
        }
    }

    protected override Task OnParametersSetAsync() => file?.Row.CustomerId == Id ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync() => reading.ReadAsync(Factory, Log, db => DefaultFile.ReadAsync(db, Id, Me), read => (file, loaded) = (read, true));

    private Task RenewAsync() => RenewAsync(file!.Row.CustomerName, null);

    private async Task RenewAsync(string name, PausedRenewal? before)
    {
        if (await RenewDialog.OpenAsync(Dialogs, L, Id, name, Me, before) is { } renewal)
        {
            Navigator.NavigateTo(RenewalQuery.AddressOf(renewal));
        }
    }
}
