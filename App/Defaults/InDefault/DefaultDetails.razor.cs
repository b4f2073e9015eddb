using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>One customer in default: the application that stands, every step since, all cases; an operator applies for his renewal here.</summary>
public sealed partial class DefaultDetails
{
    private readonly NewestReading reading = new();
    private DefaultFile? file;
    private bool loaded;

    [Parameter]
    public int Id { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigator { get; set; } = null!;

    [Inject]
    private ILogger<DefaultDetails> Log { get; set; } = null!;

    protected override Task OnParametersSetAsync() => file?.Row.CustomerId == Id ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync() => reading.ReadAsync(Factory, Log, db => DefaultFile.ReadAsync(db, Id, Me), read => (file, loaded) = (read, true));

    private async Task RenewAsync()
    {
        if (await RenewDialog.OpenAsync(Dialogs, L, Id, file!.Row.CustomerName, Me) is { } renewal)
        {
            Navigator.NavigateTo(RenewalQuery.AddressOf(renewal));
        }
    }
}
