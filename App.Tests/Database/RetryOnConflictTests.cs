using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Database;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests;

public sealed class RetryOnConflictTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly CurrentUser Me = As.Somebody(Roles.Admin);
    private static readonly Outcome Changed = Outcome.Refused("changed");
    private DutyRole role = null!;
    private int tries;

    public async Task InitializeAsync() => role = await database.SaveAsync(new DutyRole("组" + Given.Next()));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_act_that_loses_once_starts_again_with_what_is_stored_now_and_wins()
    {
        var theirs = "他们的" + Given.Next();
        Done(await RenameAsync(Faster(1, theirs), old => old + "二"));
        Assert.Equal((2, theirs + "二"), (tries, await NameAsync()));
    }

    [Fact]
    public async Task The_rule_is_asked_again()
    {
        var outcome = await RenameAsync(Faster(1, "停用的" + Given.Next()), old => old.StartsWith("停用的", StringComparison.Ordinal) ? null : old + "二");
        Refused(outcome, "not now");
        Assert.Equal(2, tries);
        Assert.StartsWith("停用的", await NameAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("二", await NameAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_as_many_tries_as_allowed_it_gives_up()
    {
        Assert.Same(Changed, await RenameAsync(Faster(int.MaxValue), old => old + "二", most: 4));
        Assert.Equal(4, tries);
        Assert.DoesNotContain("二", await NameAsync(), StringComparison.Ordinal);
        tries = 0;
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Faster(int.MaxValue).RetryOnConflictAsync(async db =>
        {
            await RenameOnceAsync(db, old => old + "三");
            return await db.SaveChangesAsync();
        }));
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task A_refusal_is_neither_repeated_nor_saved()
    {
        var (saves, before) = (Faster(0), await NameAsync());
        var outcome = await saves.RetryOnConflictAsync(
            async db =>
            {
                await RenameOnceAsync(db, old => old + "二");
                return Outcome.Refused("no");
            },
            Changed);
        Refused(outcome, "no");
        Assert.Equal((1, 0, before), (tries, saves.Count, await NameAsync()));
    }

    [Fact]
    public async Task A_name_that_was_taken_meanwhile_is_a_conflict_only_when_asked_for()
    {
        var taken = await database.SaveAsync(new DutyRole("组" + Given.Next()));
        await Assert.ThrowsAsync<DbUpdateException>(() => RenameAsync(Faster(0), _ => taken.Name));
        Assert.Equal(1, tries);
        Done(await RenameAsync(Faster(0), _ => tries < 3 ? taken.Name : taken.Name + "二", orElse: DatabaseFailure.IsConstraintViolation));
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task The_victim_of_a_deadlock_starts_again()
    {
        var runs = 0;
        var result = await database.Factory.RetryOnConflictAsync(_ => ++runs < 3
            ? throw new InvalidOperationException("Likely a transient failure.", new DbUpdateException("", NoSqlServer.Error(1205)))
            : Task.FromResult("done"));
        Assert.Equal(("done", 3), (result, runs));
    }

    [Fact]
    public async Task A_save_of_an_older_version_tells_so_and_saves_nothing()
    {
        await using var db = Faster(1, "更快的" + Given.Next()).CreateDbContext();
        Done(await RenameOnceAsync(db, old => old + "二"));
        Assert.Same(Changed, await db.SaveUnlessRefusedAsync(Outcome.Done, Changed));
        Assert.DoesNotContain("二", await NameAsync(), StringComparison.Ordinal);
        Assert.False(await db.TrySaveAsync());
    }

    private Counted Faster(int times, string? name = null) => new(database, new FasterColleague(database, role.Id, times, name));

    private Task<Outcome> RenameAsync(Counted factory, Func<string, string?> name, int most = 3, Func<DbUpdateException, bool>? orElse = null)
    {
        tries = 0;
        return factory.RetryOnConflictAsync(db => RenameOnceAsync(db, name), Changed, most, orElse);
    }

    private async Task<Outcome> RenameOnceAsync(AppDb db, Func<string, string?> name)
    {
        tries++;
        var current = await db.DutyRoles.SingleAsync(r => r.Id == role.Id);
        if (name(current.Name) is not { } wanted)
        {
            return Outcome.Refused("not now");
        }

        current.Rename(wanted, Me, Given.Now);
        return Outcome.Done;
    }

    private Task<string> NameAsync() => database.ReadAsync(db => db.DutyRoles.Where(r => r.Id == role.Id).Select(r => r.Name).SingleAsync());

    private sealed class Counted(TestDatabase database, FasterColleague colleague) : IDbContextFactory<AppDb>
    {
        private readonly InterceptedFactory factory = new(database, colleague);

        public int Count => colleague.Saves;

        public AppDb CreateDbContext() => factory.CreateDbContext();
    }

    /// <summary>A colleague saves the same role just before each of the first saves.</summary>
    private sealed class FasterColleague(TestDatabase database, int id, int times, string? name) : SaveChangesInterceptor
    {
        public int Saves { get; private set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Saves++ < times)
            {
                await using var db = database.CreateDbContext();
                await db.DutyRoles.Where(r => r.Id == id).ExecuteUpdateAsync(set => set.SetProperty(r => r.Version, r => r.Version + 1), cancellationToken);
                await db.DutyRoles.Where(r => r.Id == id && name != null).ExecuteUpdateAsync(set => set.SetProperty(r => r.Name, name), cancellationToken);
            }

            return result;
        }
    }
}
