using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.LoanCore;

namespace WorkOrders.Tests.LoanCore;

public sealed class LoanCoreLookupTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();

    // Each test uses a different ID number.
    private readonly IdNumber id = Given.SomeId();

    [Fact]
    public async Task A_hundred_openings_within_a_second_make_one_call()
    {
        var gate = new TaskCompletionSource();
        var core = new CoreHttp(_ => CoreHttp.Text(CoreExample.Of(id.Unmask(), 43))) { Gate = gate.Task };
        var lookup = Lookup(core);
        var waiting = 0;
        var openings = Enumerable.Range(0, 50).Select(_ => Task.Run(() =>
        {
            var asking = lookup.AskAsync(id);
            Interlocked.Increment(ref waiting);
            return asking;
        })).ToList();
        await Eventually.HoldsAsync(() => waiting == 50 && core.Calls > 0);
        gate.SetResult();
        await Task.WhenAll(openings);
        clock.Advance(TimeSpan.FromSeconds(0.9));
        openings.AddRange(Enumerable.Range(0, 50).Select(_ => Task.Run(() => lookup.AskAsync(id))));
        Assert.All(await Task.WhenAll(openings), view => Assert.Equal(2, view.Answer!.Contracts.Count));
        Assert.Equal(1, core.Calls);
        Assert.Single(await SnapshotsAsync());
    }

    [Fact]
    public async Task The_documented_example_is_stored_and_read_again_from_the_store()
    {
        var documented = IdNumber.Parse("330102198401025948")!;
        await Lookup(new CoreHttp(_ => CoreHttp.Text(CoreExample.Documented))).AskAsync(documented);
        var kept = Assert.Single(await database.ReadAsync(db => db.LoanCoreSnapshots.Where(s => s.IdNumber == documented).ToListAsync()));
        Assert.Equal((CoreExample.Documented, clock.GetUtcNow(), 3, 2, 72), (kept.Body, kept.TakenAt, kept.Contracts, kept.OverdueContracts, kept.MostOverdueDays));
        var view = await Lookup(new CoreHttp(_ => throw new HttpRequestException())).LastAsync(documented);
        Assert.Equal("仵军", view.Answer!.Person.Name);
    }

    [Fact]
    public async Task An_unchanged_answer_moves_the_time_and_a_changed_one_is_compared_with_it()
    {
        var days = 43;
        var lookup = Lookup(new CoreHttp(_ => CoreHttp.Text(CoreExample.Of(id.Unmask(), days))));
        await lookup.AskAsync(id);
        clock.Advance(TimeSpan.FromHours(1));
        var again = await lookup.AskAsync(id);
        Assert.Equal(clock.GetUtcNow(), again.SeenAt);
        Assert.Empty(again.Changes);
        Assert.Single(await SnapshotsAsync());

        days = 72;
        clock.Advance(TimeSpan.FromDays(29));
        var later = await lookup.AskAsync(id);
        var change = Assert.Single(later.Changes);
        Assert.Equal(("逾期天数", "43", "72"), (change.Field, change.From, change.To));
        Assert.Equal(clock.GetUtcNow() - TimeSpan.FromDays(29), later.BeforeSeenAt);

        // A later reader still sees what changed and since when, even if the core is down.
        Assert.Single((await Lookup(new CoreHttp(_ => throw new HttpRequestException())).LastAsync(id)).Changes);
    }

    [Fact]
    public async Task When_the_core_is_down_the_last_snapshot_is_shown_with_its_time_and_a_retry_brings_the_new_one()
    {
        var isUp = true;
        var core = new CoreHttp(_ => isUp ? CoreHttp.Text(CoreExample.Of(id.Unmask(), 43)) : CoreHttp.Text("<html>"));
        var lookup = Lookup(core);
        var taken = (await lookup.AskAsync(id)).SeenAt;
        clock.Advance(TimeSpan.FromMinutes(5));
        isUp = false;
        var degraded = await lookup.AskAsync(id);
        Refused(degraded.Outcome, "贷款核心的回答读不懂，不是约定的格式");
        Assert.Equal((taken, 2), (degraded.SeenAt, degraded.Answer!.Contracts.Count));

        // A failure is cached for two seconds; a retry by the user bypasses the cache.
        isUp = true;
        clock.Advance(TimeSpan.FromSeconds(1.5));
        Refused((await lookup.AskAsync(id)).Outcome, "贷款核心的回答读不懂，不是约定的格式");
        var recovered = await lookup.AskAsync(id, again: true);
        Done(recovered.Outcome);
        Assert.Equal(clock.GetUtcNow(), recovered.SeenAt);
        Assert.Equal(3, core.Calls);
    }

    [Fact]
    public async Task What_another_node_just_asked_is_not_asked_again()
    {
        await Lookup(new CoreHttp(_ => CoreHttp.Text(CoreExample.Of(id.Unmask(), 1)))).AskAsync(id);
        var other = new CoreHttp(_ => throw new HttpRequestException());
        clock.Advance(TimeSpan.FromSeconds(9));
        Done((await Lookup(other).AskAsync(id)).Outcome);
        Assert.Equal(0, other.Calls);
    }

    [Fact]
    public async Task Empty_fields_of_our_customer_are_filled_and_differing_ones_kept()
    {
        var ours = await database.SaveAsync(new Customer("旧名", CustomerType.Individual, PhoneNumber.Parse("139" + Given.Next().ToString("D8"))!, id));
        await Lookup(new CoreHttp(_ => CoreHttp.Text(CoreExample.Of(id.Unmask(), 1)))).AskAsync(id);
        var (customer, records) = await CustomerAsync(ours.Id);
        Assert.Equal(("旧名", ours.Phone), (customer.Name, customer.Phone));
        Assert.Equal(("南京市和平路1号101室", "张氏商行", "李四", "13900001111"), (customer.Address!.Unmask(), customer.CompanyName, customer.ContactName, customer.ContactPhone!.Unmask()));
        var record = Assert.Single(records);
        Assert.Equal((CustomerActions.CompletedFromCore, "", 4), (record.Action, record.ActorName, record.Changes.Count));
        Assert.Equal([CustomerFields.Name, CustomerFields.Phone], customer.DifferencesTo(CoreExample.Answer(id.Unmask()).Person).Select(d => d.Field));
    }

    [Fact]
    public async Task A_customer_without_an_ID_number_gets_it_when_telephone_and_name_are_his()
    {
        var phone = "137" + Given.Next().ToString("D8");
        var his = await database.SaveAsync(new Customer("张伟", CustomerType.Individual, PhoneNumber.Parse(phone)!));
        await Lookup(new CoreHttp(_ => CoreHttp.Text(CoreExample.Of(id.Unmask(), 1, phone: phone)))).AskAsync(id);
        Assert.Equal(id, (await CustomerAsync(his.Id)).Customer.IdNumber);
    }

    [Fact]
    public async Task An_answer_about_somebody_else_is_neither_kept_nor_shown_and_fills_nothing()
    {
        var ours = await database.SaveAsync(new Customer("张伟", CustomerType.Individual, PhoneNumber.Parse("139" + Given.Next().ToString("D8"))!, id));
        var view = await Lookup(new CoreHttp(_ => CoreHttp.Text(CoreExample.Documented))).AskAsync(id);
        Refused(view.Outcome, "贷款核心回答的是另一个证件号（{0}），没有采用");
        Assert.Null(view.Answer);
        Assert.Empty(await SnapshotsAsync());
        var (customer, records) = await CustomerAsync(ours.Id);
        Assert.Null(customer.Address);
        Assert.Empty(records);
    }

    [Fact]
    public async Task An_editor_who_saves_between_reading_and_filling_keeps_what_they_wrote()
    {
        var ours = await database.SaveAsync(new Customer("旧名", CustomerType.Individual, PhoneNumber.Parse("139" + Given.Next().ToString("D8"))!, id));
        var leader = As.Leader(await database.SaveAsync(Given.User("周敏")));
        var editor = new EditBeforeFirstSave(database, ours.Id, leader, CoreExample.Answer(id.Unmask()).Person);
        await Lookup(new CoreHttp(_ => CoreHttp.Text(CoreExample.Of(id.Unmask(), 1))), new InterceptedFactory(database, editor)).AskAsync(id);
        var (after, _) = await CustomerAsync(ours.Id);
        Assert.Equal(2, editor.Saves);
        Assert.Equal(("张伟", "张氏商行"), (after.Name, after.CompanyName));
        Assert.Single(await SnapshotsAsync());
    }

    [Fact]
    public async Task Two_nodes_that_stored_the_same_at_the_same_moment_still_show_what_moved_before()
    {
        await Lookup(new CoreHttp(_ => CoreHttp.Text(CoreExample.Of(id.Unmask(), 43)))).AskAsync(id);
        var later = CoreExample.Answer(id.Unmask(), overdueDays: 72);
        await database.SaveAsync(new LoanCoreSnapshot(id, later, clock.GetUtcNow()));
        await database.SaveAsync(new LoanCoreSnapshot(id, later, clock.GetUtcNow()));
        Assert.Equal("72", Assert.Single((await Lookup(new CoreHttp(_ => throw new HttpRequestException())).LastAsync(id)).Changes).To);
    }

    private LoanCoreLookup Lookup(CoreHttp core, IDbContextFactory<AppDb>? factory = null) =>
        new(core.Client(clock), factory ?? database.Factory, [new FillCustomer()], Options.Create(new LoanCoreOptions { FreshFor = TimeSpan.FromSeconds(10) }), clock);

    private Task<List<LoanCoreSnapshot>> SnapshotsAsync() => database.ReadAsync(db => db.LoanCoreSnapshots.Where(s => s.IdNumber == id).ToListAsync());

    private async Task<(Customer Customer, List<OperationRecord> Records)> CustomerAsync(int customerId)
    {
        await using var db = database.CreateDbContext();
        var key = customerId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return (await db.Customers.SingleAsync(c => c.Id == customerId), await db.OperationRecords.Where(r => r.Subject == CustomerSubjects.Customer && r.SubjectKey == key).ToListAsync());
    }

    /// <summary>A team leader adopts the name just before the lookup's first save.</summary>
    private sealed class EditBeforeFirstSave(TestDatabase database, int customerId, CurrentUser leader, LoanCorePerson person) : SaveChangesInterceptor
    {
        public int Saves { get; private set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (++Saves == 1)
            {
                await using var db = database.CreateDbContext();
                (await db.Customers.SingleAsync(c => c.Id == customerId, cancellationToken)).Adopt(CustomerFields.Name, person, leader, Given.Now);
                await db.SaveChangesAsync(cancellationToken);
            }

            return result;
        }
    }
}
