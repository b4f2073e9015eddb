using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkOrders.Customers.Customer360.Timeline;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Customer360.Page;

/// <summary>客户360: the profile, and blocks that read by themselves or the timeline. An alias leads to the survivor of its merge.</summary>
public sealed partial class CustomerView(ScreenServices services, IEnumerable<CustomerBlock> registered) : Screen(services)
{
    private readonly IReadOnlyList<CustomerBlock> blocks = [.. registered.OrderBy(b => b.Place).ThenBy(b => b.Title, StringComparer.Ordinal)];
    private CustomerProfile? profile;
    private CustomerOnPage? customer;
    private int? shown;
    private int? survivor;
    private bool isMissing;
    private bool isTimeline;

    /// <summary>The answer, while the page is prerendered: a customer that one may not see is 404.</summary>
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Parameter]
    public int Id { get; set; }

    /// <summary>The chosen tab.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The page of a customer.</summary>
    public static string AddressOf(int customerId) => "/customers/" + customerId.ToString(CultureInfo.InvariantCulture);

    protected override async Task OnParametersSetAsync()
    {
        isTimeline = Tab == TimelineQuery.Tab;
        if (shown == Id)
        {
            return;
        }

        var isFirst = shown is null;
        (shown, profile, customer) = (Id, null, null);
        (isMissing, survivor) = (false, null);
        await (isFirst ? ReadOnceAsync(Id.ToString(CultureInfo.InvariantCulture), ReadCustomerAsync, Show) : ReadAsync(ReadCustomerAsync, Show));
        if (survivor is { } id)
        {
            Navigator.NavigateTo(AddressOf(id), replace: true);
        }
    }

    private Task LoadAsync() => ReadAsync(ReadCustomerAsync, Show);

    // 最后跟进 and 下次联系. A failure leaves what is shown, with what is typed in the blocks.
    private Task<bool> FollowAsync() => RefreshAsync(ReadCustomerAsync, read =>
    {
        Show(read);
        StateHasChanged();
        return Task.CompletedTask;
    });

    private async Task<ProfileRead> ReadCustomerAsync(AppDb db, CancellationToken token)
    {
        if (await CustomerProfile.ReadAsync(db, Id, Me, token) is { } found)
        {
            return new ProfileRead(found, null);
        }

        // Whoever may not see the survivor isn't told of the merge either.
        var to = await db.SurvivorOfAsync(Id, token);
        return new ProfileRead(null, to != Id && await CustomerProfile.ReadAsync(db, to, Me, token) is not null ? to : null);
    }

    private void Show(ProfileRead read)
    {
        (profile, customer) = (read.Profile, read.Profile?.OnPage(Me));
        (survivor, isMissing) = (read.Survivor, read is { Profile: null, Survivor: null });
        if (isMissing && Http is { Response.HasStarted: false } http)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private string AddressOf(string? tab) => ListAddress.Of(AddressOf(Id), ("tab", tab));

    private sealed record ProfileRead(CustomerProfile? Profile, int? Survivor);
}
