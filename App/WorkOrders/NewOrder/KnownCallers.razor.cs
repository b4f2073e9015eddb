using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.NewOrder;

/// <summary>The people that the typed numbers may belong to.</summary>
public sealed partial class KnownCallers(ScreenServices services, LookUpCounter lookUps) : Screen(services)
{
    private const int Shown = 4;

    private CallerNumbers? searched;
    private IReadOnlyList<KnownCaller> callers = [];
    private string? refused;

    /// <summary>The complete numbers in the form; a change starts a new search.</summary>
    [Parameter, EditorRequired]
    public CallerNumbers Numbers { get; set; } = null!;

    /// <summary>Those of the numbers that were typed or came with a call.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Sensitive?> Typed { get; set; } = [];

    /// <summary>Where the numbers come from.</summary>
    [Parameter, EditorRequired]
    public LookUpPlace Place { get; set; }

    [Parameter, EditorRequired]
    public OrderLists Lists { get; set; } = null!;

    /// <summary>The caller whose data are in the form.</summary>
    [Parameter]
    public KnownCaller? Chosen { get; set; }

    /// <summary>Raised when another search found the chosen caller again, or not any more.</summary>
    [Parameter]
    public EventCallback<KnownCaller?> ChosenChanged { get; set; }

    [Parameter]
    public EventCallback<KnownCaller> OnChoose { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (searched != Numbers)
        {
            searched = Numbers;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        // The masked numbers are the key. A search that was overtaken or failed says nothing about the chosen caller.
        var isFound = false;
        await ReadOnceAsync(Numbers.ToString(), ReadAsync, found =>
        {
            (callers, refused) = (found.Callers, found.Outcome is { IsRefused: true } outcome ? L[outcome.Reason, [.. outcome.Arguments]].Value : null);
            isFound = refused is null;
        });
        if (isFound && Chosen is { } chosen)
        {
            await ChosenChanged.InvokeAsync(callers.FirstOrDefault(c => c.IsSameAs(chosen)));
        }
    }

    private async Task<Known> ReadAsync(AppDb db, CancellationToken token)
    {
        var (lookUp, found) = await lookUps.AskAsync(
            Place, Me, Typed, () => db.RecogniseAsync(Me, Numbers, token), (known, number) => known.Any(caller => caller.IsNamedBy(number)), token);
        return new Known(found ?? [], lookUp.Outcome);
    }

    private sealed record Known(IReadOnlyList<KnownCaller> Callers, Outcome Outcome);
}
