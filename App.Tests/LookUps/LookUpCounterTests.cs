using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.LookUps;

namespace WorkOrders.Tests.LookUps;

/// <summary>The limits and the record on the real database, with the person's requests in parallel.</summary>
public sealed class LookUpCounterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly CurrentUser me = As.Agent(Given.User());

    private LookUpCounter Counter => TestLookUps.On(database, clock);

    [Fact]
    public async Task Guessing_a_masked_number_stops_at_60()
    {
        var answered = 0;
        for (var middle = 0; middle < 262; middle++)
        {
            var (lookUp, answer) = await AskAsync(Counter, Phone($"138{middle:D4}5678"));
            answered += answer is null ? 0 : 1;
            Assert.Equal(answer is null, lookUp.Outcome.IsRefused);
        }

        Assert.Equal(60, answered);
        var rows = await RowsAsync();
        Assert.Equal(60, rows.Count(r => r.RefusedUntil is null));
        var refused = Assert.Single(rows, r => r.RefusedUntil is not null);
        Assert.Equal((202, clock.GetUtcNow() + TimeSpan.FromMinutes(1), me.Name), (refused.Tries, refused.RefusedUntil!.Value, refused.DisplayName));

        // A number that was answered is answered again: the page can be read on.
        Assert.NotNull((await AskAsync(Counter, Phone("13800005678"))).Answer);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull((await AskAsync(Counter, Phone("13802615678"))).Answer);
    }

    [Fact]
    public async Task Of_parallel_look_ups_on_two_nodes_exactly_as_many_pass_as_are_allowed()
    {
        LookUpCounter[] nodes = [TestLookUps.On(database, clock, perMinute: 20), TestLookUps.On(database, clock, perMinute: 20)];
        using var start = new Barrier(40);
        var asked = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return AskAsync(nodes[i % 2], Phone($"137{i:D4}0000"));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
        Assert.Equal(20, asked.Count(a => a.Answer is not null));
        var rows = await RowsAsync();
        Assert.Equal(20, rows.Count(r => r.RefusedUntil is null));
        Assert.Equal(20, Assert.Single(rows, r => r.RefusedUntil is not null).Tries);
    }

    [Fact]
    public async Task The_same_number_in_parallel_and_in_any_spelling_counts_once()
    {
        using var start = new Barrier(12);
        string[] spellings = ["13912345678", "+86 139-1234-5678", "0086 13912345678", "０13912345678"];
        var asked = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return AskAsync(TestLookUps.On(database, clock, perMinute: 1), Phone(spellings[i % 4]));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
        Assert.All(asked, a => Assert.NotNull(a.Answer));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task The_same_number_counts_again_after_ten_minutes()
    {
        await AskAsync(Counter, Phone(Given.Phone));
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await AskAsync(Counter, Phone(Given.Phone));
        Assert.Single(await RowsAsync());
        clock.Advance(TimeSpan.FromSeconds(2));
        await AskAsync(Counter, Phone(Given.Phone));
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task The_limit_of_the_day_ends_at_midnight_in_Shanghai()
    {
        var counter = TestLookUps.On(database, clock, perDay: 3);
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull((await AskAsync(counter, Phone($"136{i:D4}1111"))).Answer);
            clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(BusinessTime.StartOf(new DateOnly(2026, 11, 21)), (await AskAsync(counter, Phone("13699991111"))).LookUp.Until);

        // An hour later the refusals are another row of the record.
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await AskAsync(counter, Phone("13699991111"))).Answer);
        Assert.Equal(2, (await RowsAsync()).Count(r => r.RefusedUntil is not null));

        clock.SetUtcNow(BusinessTime.StartOf(new DateOnly(2026, 11, 21)));
        Assert.NotNull((await AskAsync(counter, Phone("13699991111"))).Answer);
    }

    [Fact]
    public async Task One_persons_look_ups_are_not_anothers()
    {
        var counter = TestLookUps.On(database, clock, perMinute: 1);
        await AskAsync(counter, Phone("13512340001"));
        Assert.Null((await AskAsync(counter, Phone("13512340002"))).Answer);
        Assert.Equal("found", (await counter.AskAsync(LookUpPlace.Search, As.Agent(Given.User()), [Phone("13512340002")], Found, _ => true)).Answer);
    }

    [Fact]
    public async Task The_record_holds_the_mask_and_no_number()
    {
        var (lookUp, _) = await Counter.AskAsync(LookUpPlace.Filter, me, [Phone(Given.Phone), IdNumber.Parse(Given.Id)], Found, _ => false);
        Assert.False(lookUp.Outcome.IsRefused);
        var rows = await RowsAsync();
        Assert.Equal([(LookUpKind.Phone, Given.MaskedPhone), (LookUpKind.IdNumber, Given.MaskedId)], rows.Select(r => (r.Kind, r.Value)));
        Assert.All(rows, r => Assert.False(r.Found!.Value));
        Assert.All(rows, r => Assert.Matches("^[0-9a-f]{64}$", r.Hash));

        // A hash without the key would be found by trying all numbers.
        Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("Phone " + Given.Phone))), rows.Select(r => r.Hash));
    }

    [Fact]
    public async Task What_is_found_by_a_repeated_read_is_noted_once()
    {
        await Counter.AskAsync(LookUpPlace.Search, me, [Phone(Given.Phone)], Found, _ => false);
        await Counter.AskAsync(LookUpPlace.Filter, me, [Phone(Given.Phone)], Found, _ => true);
        Assert.Equal((LookUpPlace.Search, (bool?)true), Assert.Single((await RowsAsync()).Select(r => (r.Place, r.Found))));
        var queries = new QueryCounter();
        await TestLookUps.On(new InterceptedFactory(database, queries), clock).AskAsync(LookUpPlace.Filter, me, [Phone(Given.Phone)], Found, _ => true);
        Assert.Equal(1, queries.Count);
    }

    [Fact]
    public async Task Without_a_number_nothing_is_asked_of_the_database()
    {
        var queries = new QueryCounter();
        var (_, answer) = await TestLookUps.On(new InterceptedFactory(database, queries), clock).AskAsync(LookUpPlace.Filter, me, [null, null], Found, _ => true);
        Assert.Equal(("found", 0), (answer, queries.Count));
    }

    [Fact]
    public async Task An_import_counts_as_one_and_twice_when_it_is_made_twice()
    {
        var counter = TestLookUps.On(database, clock, perMinute: 2);
        Assert.False((await counter.TakeImportAsync("名单13812345678.xlsx", me)).Outcome.IsRefused);
        Assert.False((await counter.TakeImportAsync("名单13812345678.xlsx", me)).Outcome.IsRefused);
        Assert.True((await counter.TakeImportAsync("名单13812345678.xlsx", me)).Outcome.IsRefused);
        Assert.All(await RowsAsync(), r => Assert.Equal((LookUpPlace.Import, LookUpKind.File, "名单138****5678.xlsx", null), (r.Place, r.Kind, r.Value, r.Hash)));
    }

    [Fact]
    public async Task A_number_across_the_end_of_a_long_file_name_is_masked_too()
    {
        await Counter.TakeImportAsync(new string('名', 195) + "13812345678.xlsx", me);
        Assert.Equal(new string('名', 195) + "138**", Assert.Single(await RowsAsync()).Value);
    }

    [Fact]
    public async Task A_number_that_was_looked_up_today_can_be_saved_above_the_limit_and_another_cannot()
    {
        var counter = TestLookUps.On(database, clock, perDay: 1);
        await AskAsync(counter, Phone(Given.Phone));
        clock.Advance(TimeSpan.FromMinutes(12));
        Assert.False((await counter.TakeSavedAsync(LookUpPlace.NewOrder, me, [Phone("+86 " + Given.Phone)])).Outcome.IsRefused);
        Assert.True((await counter.TakeSavedAsync(LookUpPlace.NewOrder, me, [Phone("13912340003")])).Outcome.IsRefused);
        Assert.True((await counter.TakeAsync(LookUpPlace.Search, me, [Phone(Given.Phone)])).Outcome.IsRefused);
        Assert.Single(await RowsAsync(), r => r.RefusedUntil is null);
    }

    [Fact]
    public async Task A_call_that_begins_before_midnight_is_saved_after_it_without_being_counted_again()
    {
        clock.SetUtcNow(BusinessTime.StartOf(new DateOnly(2026, 11, 21)) - TimeSpan.FromMinutes(2));
        await AskAsync(Counter, Phone(Given.Phone));
        clock.Advance(TimeSpan.FromMinutes(5));
        await Counter.TakeSavedAsync(LookUpPlace.NewOrder, me, [Phone(Given.Phone)]);
        Assert.Single(await RowsAsync());
        clock.Advance(TimeSpan.FromDays(1));
        await Counter.TakeSavedAsync(LookUpPlace.NewOrder, me, [Phone(Given.Phone)]);
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task Each_number_of_a_question_has_its_own_answer()
    {
        var (found, other) = (Phone("+86 13912340004"), Phone("13912340005"));
        await Counter.AskAsync(LookUpPlace.NewOrder, me, [found, other], Found, (_, number) => number == found.Key);
        Assert.Equal([(bool?)true, false], (await RowsAsync()).Select(r => r.Found));
    }

    [Fact]
    public async Task Without_an_answer_nobody_can_tell_and_a_hit_stays_one()
    {
        var lookUp = await Counter.TakeAsync(LookUpPlace.Export, me, [Phone(Given.Phone)]);
        Assert.Null(Assert.Single(await RowsAsync()).Found);
        await Counter.NoteAsync(lookUp, false);
        Assert.False(Assert.Single(await RowsAsync()).Found);
        await Counter.NoteAsync(lookUp, true);
        await Counter.NoteAsync(lookUp, false);
        Assert.True(Assert.Single(await RowsAsync()).Found);
    }

    [Fact]
    public async Task While_another_node_holds_the_lock_a_person_takes_one_connection_and_a_failure_after_seconds()
    {
        var open = new OpenConnections();
        var counter = TestLookUps.On(new InterceptedFactory(database, open), clock);
        await using (var node = database.CreateDbContext())
        {
            await using var transaction = await node.Database.BeginTransactionAsync();
            await NameLock.HoldAsync(node, "look-up", me.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            using var gone = new CancellationTokenSource();
            var first = counter.TakeAsync(LookUpPlace.Search, me, [Phone("13912340006")]);
            var others = Enumerable.Range(7, 3).Select(i => counter.TakeAsync(LookUpPlace.Search, me, [Phone($"1391234000{i}")], gone.Token)).ToList();
            Assert.True((await Assert.ThrowsAnyAsync<Exception>(() => first)).IsDatabaseFailure());

            // The next one has the gate and waits for the lock; whoever leaves waits no longer.
            await Eventually.HoldsAsync(() => open.Now == 1);
            await gone.CancelAsync();
            foreach (var other in others)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
            }
        }

        // A connection is given back a moment after its caller has left.
        await Eventually.HoldsAsync(() => open.Now == 0);
        Assert.Equal(1, open.Most);
        Assert.NotNull((await AskAsync(counter, Phone("13912340006"))).Answer);
    }

    [Fact]
    public async Task Old_look_ups_are_deleted()
    {
        await AskAsync(Counter, Phone(Given.Phone));
        clock.Advance(TimeSpan.FromDays(179));
        await AskAsync(Counter, Phone(Given.Phone));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.True(await new ClearLookUps(database, Options.Create(new LookUpOptions()), clock).RunAsync(default) >= 1);
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task Two_nodes_without_a_setting_share_one_key()
    {
        var protection = new EphemeralDataProtectionProvider();
        var options = Options.Create(new LookUpOptions());
        LookUpKey[] keys = [new(options, database, protection), new(options, database, protection)];
        var hashes = keys.Select(k => k.ValueOf(Phone(Given.Phone)).Hash).Distinct().ToList();
        Assert.Single(hashes);
        Assert.NotEqual(keys[0].ValueOf(Phone("13812345679")).Hash, hashes[0]);
        await using var db = database.CreateDbContext();
        await db.Set<StoredSecret>().ExecuteDeleteAsync();
    }

    private static PhoneNumber Phone(string text) => PhoneNumber.Parse(text)!;

    private static Task<string> Found() => Task.FromResult("found");

    private Task<(LookUp LookUp, string? Answer)> AskAsync(LookUpCounter counter, Sensitive typed) => counter.AskAsync(LookUpPlace.Search, me, [typed], Found, _ => true);

    private Task<List<LookUpRecord>> RowsAsync() => database.ReadAsync(db => db.LookUps.Where(l => l.UserId == me.Id).OrderBy(l => l.Id).ToListAsync());

    private sealed class OpenConnections : DbConnectionInterceptor
    {
        private readonly Lock gate = new();

        public int Now { get; private set; }

        public int Most { get; private set; }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Add(1);
            return Task.CompletedTask;
        }

        public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Add(-1);

        public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
        {
            Add(-1);
            return Task.CompletedTask;
        }

        private void Add(int more)
        {
            lock (gate)
            {
                Now += more;
                Most = Math.Max(Most, Now);
            }
        }
    }
}
