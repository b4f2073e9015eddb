using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Customers.FollowUps;

/// <summary>跟进 of the 360° view.</summary>
public sealed partial class CustomerFollowUpBlock(ScreenServices services) : BlockScreen<CustomerFollowUpRows>(services)
{
    private const int Page = 5;
    private const int Most = 500;

    private int most = Page;
    private bool isWriting;
    private bool isOpened;

    protected override async Task<CustomerFollowUpRows> ReadBlockAsync(AppDb db, CancellationToken token) =>
        await CustomerFollowUpRows.ReadAsync(db, Customer.Id, most, Me, token);

    // A draft that was not finished opens the form, which finds it.
    protected override void Took(CustomerFollowUpRows read, bool isFirst) => isWriting |= isFirst && read.HasDraft;

    private Task MoreAsync()
    {
        most = Math.Min(most * 4, Most);
        return LoadAsync();
    }

    private void Open() => (isWriting, isOpened) = (true, true);

    private void Leave() => (isWriting, isOpened) = (false, false);

    private async Task SavedAsync()
    {
        await ChangedAsync();
        Leave();
    }

    private async Task<IRevealable?> RevealableAsync(AppDb db, long id) =>
        await db.Customers.VisibleTo(Me).FirstOrDefaultAsync(c => c.Id == Customer.Id) is { } customer
        && await db.CustomerFollowUps.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id && f.CustomerId == customer.Id) is { } followUp
            ? new RevealedThroughCustomer(customer, field => field == CustomerFollowUpActions.Content ? followUp.Content : null)
            : null;
}
