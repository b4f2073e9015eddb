using Microsoft.AspNetCore.Components;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.NewOrder;

/// <summary>The people that the typed numbers may belong to.</summary>
public sealed partial class KnownCallers(ScreenServices services) : Screen(services)
{
    private const int Shown = 4;

    private CallerNumbers? searched;
    private IReadOnlyList<KnownCaller> callers = [];

    /// <summary>The complete numbers in the form; a change starts a new search.</summary>
    [Parameter, EditorRequired]
    public CallerNumbers Numbers { get; set; } = null!;

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
        await ReadOnceAsync(Numbers.ToString(), (db, token) => db.RecogniseAsync(Me, Numbers, token), found => (callers, isFound) = (found, true));
        if (isFound && Chosen is { } chosen)
        {
            await ChosenChanged.InvokeAsync(callers.FirstOrDefault(c => c.IsSameAs(chosen)));
        }
    }
}
