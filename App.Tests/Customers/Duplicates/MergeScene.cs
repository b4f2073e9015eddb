using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.InDefault.Merge;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Duplicates;

/// <summary>Two customers to merge, and the services that do it.</summary>
internal sealed class MergeScene(TestDatabase database, TimeProvider clock)
{
    private readonly CustomerRows[] kinds =
    [
        new CustomerRows<FormerValue>("former-value", "曾用值"), new CustomerRows<DefaultApplication>("default-application", "违约申请"),
        new CustomerRows<CustomerFollowUp>("follow-up", "跟进"), new CustomerRows<Renewal>("renewal", "重生申请"), new CustomerRows<DefaultChange>("default-change", "违约状态变更"),
    ];

    public User Leader { get; private set; } = null!;

    public CurrentUser Me => As.Leader(Leader);

    public Merging Merging => new(database, kinds, [new DefaultsOfMerge()], clock);

    public UndoingMerge Undoing => new(database, kinds, [new DefaultsOfMerge()], clock);

    public static async Task<MergeScene> MakeAsync(TestDatabase database, TimeProvider clock)
    {
        var scene = new MergeScene(database, clock);
        scene.Leader = await database.SaveAsync(Given.User("周敏"));
        return scene;
    }

    public static PhoneNumber SomePhone() => PhoneNumber.Parse("137" + Given.Next().ToString("D8"))!;

    public Task<Customer> SaveAsync(CustomerValues values) => database.SaveAsync(Customer.Of(values));

    /// <summary>As it is in the database now.</summary>
    public Task<Customer> NowAsync(Customer customer) => database.ReadAsync(db => db.Customers.AsNoTracking().SingleAsync(c => c.Id == customer.Id));

    public async Task<MergeAnswer> MergeAsync(Customer survivor, Customer other, Dictionary<string, MergeSide>? fields = null, CurrentUser? me = null)
    {
        var (first, second) = (await NowAsync(survivor), await NowAsync(other));
        var request = new MergeRequest(first.Id, first.Version, second.Id, second.Version);
        return await Merging.MergeAsync(fields is null ? request : request with { Fields = fields }, me ?? Me);
    }

    /// <summary>Merges and returns the number of the merge.</summary>
    public async Task<long> MergedAsync(Customer survivor, Customer other, Dictionary<string, MergeSide>? fields = null)
    {
        var answer = await MergeAsync(survivor, other, fields);
        Done(answer.Outcome);
        return answer.MergeId!.Value;
    }

    public Task<UndoAnswer> UndoAsync(long merge, params (string Key, UndoChoice Choice)[] choices) =>
        Undoing.UndoAsync(merge, choices.ToDictionary(c => c.Key, c => c.Choice, StringComparer.Ordinal), Me);

    public async Task ChangeAsync(Customer customer, Func<CustomerValues, CustomerValues> change)
    {
        await using var db = database.CreateDbContext();
        var now = await db.Customers.SingleAsync(c => c.Id == customer.Id);
        Done(now.Change(change(now.Values), Me, clock.GetUtcNow()));
        await db.SaveChangesAsync();
    }
}
