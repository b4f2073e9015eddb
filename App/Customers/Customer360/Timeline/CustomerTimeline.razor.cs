using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Customer360.Timeline;

/// <summary>The timeline of a customer. Kind, period and page are in the address.</summary>
public sealed partial class CustomerTimeline(ScreenServices services, IEnumerable<ITimelineSource> registered) : Screen(services)
{
    private static readonly TimelinePage Nothing = new([], null);

    private readonly IReadOnlyList<ITimelineSource> sources = [.. registered];
    private readonly Dictionary<string, TimelinePart> parts = new(StringComparer.Ordinal);
    private TimelineQuery query = new();
    private TimelinePage page = Nothing;
    private DateOnly? from;
    private DateOnly? to;
    private string? wrong;

    [Parameter]
    [EditorRequired]
    public CustomerOnPage Customer { get; set; } = null!;

    private IEnumerable<ITimelineSource> Asked => query.Kind is null ? sources : sources.Where(IsChosen);

    private bool IsComplete => Asked.All(source => parts.ContainsKey(source.Kind.Code));

    // Not by query parameters: the page shows this component while those are told, and one can't join them then.
    protected override void OnInitialized() => Navigator.LocationChanged += Follow;

    protected override void Dispose(bool disposing)
    {
        Navigator.LocationChanged -= Follow;
        base.Dispose(disposing);
    }

    protected override void OnParametersSet()
    {
        var wanted = TimelineQuery.Parse(new Uri(Navigator.Uri).Query);
        wanted = sources.Any(s => s.Kind.Code == wanted.Kind) ? wanted : wanted with { Kind = null };
        if (wanted != query)
        {
            query = wanted;
            parts.Clear();
            (page, wrong) = (Nothing, null);
        }

        (from, to) = (query.From, query.To);
    }

    private void Follow(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(() =>
    {
        OnParametersSet();
        StateHasChanged();
    });

    private bool IsChosen(ITimelineSource source) => source.Kind.Code == query.Kind;

    private string Of(TimelineQuery wanted) => wanted.AddressOf(Customer.Id);

    private string TitleOf(TimelineEntry entry) => L[entry.Title, [.. entry.Arguments]];

    // A source that answers late adds its entries to those shown.
    private void Take(ITimelineSource source, TimelinePart part)
    {
        parts[source.Kind.Code] = part;
        page = TimelinePage.Of(Asked.Where(s => parts.ContainsKey(s.Kind.Code)).Select(s => (s.Kind, parts[s.Kind.Code])), query.Ask, TimelineQuery.PageSize);
    }

    private void Search()
    {
        wrong = from > to ? "结束日期早于开始日期" : null;
        if (wrong is null)
        {
            Navigator.NavigateTo(Of(query with { From = from, To = to, Earlier = null }));
        }
    }
}
