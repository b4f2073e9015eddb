using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Customers;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Files;
using WorkOrders.Tests.Defaults;

namespace WorkOrders.Tests.Customers.Duplicates;

/// <summary>Default state and cases follow a merge, and go back with its undo.</summary>
public sealed class MergingDefaultsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private MergeScene scene = null!;

    public async Task InitializeAsync() => scene = await MergeScene.MakeAsync(database, clock);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_survivor_without_cases_is_in_default_until_the_undo()
    {
        var survivor = await database.SaveAsync(Given.Customer());
        var (_, _, loser) = await database.SaveInDefaultAsync(clock);
        var before = await CasesAsync();
        var merge = await scene.MergedAsync(survivor, loser);
        Assert.Equal((DefaultStatus.Default, DefaultStatus.Normal), (await StatusAsync(survivor), await StatusAsync(loser)));
        await using (var db = database.CreateDbContext())
        {
            Assert.Equal([survivor.Id], await db.DefaultCustomers.InDefaultVisibleTo(As.Somebody(Roles.Admin)).Where(c => c.CustomerId == survivor.Id || c.CustomerId == loser.Id).Select(c => c.CustomerId).ToListAsync());
            Assert.False(await db.DefaultApplications.AnyAsync(a => a.CustomerId == loser.Id));
        }

        Done((await scene.UndoAsync(merge)).Outcome);
        Assert.Equal(before, await CasesAsync());
        Assert.Equal((DefaultStatus.Normal, DefaultStatus.Default), (await StatusAsync(survivor), await StatusAsync(loser)));
    }

    [Fact]
    public async Task Two_in_default_are_one_in_default_and_two_again()
    {
        var (_, _, survivor) = await database.SaveInDefaultAsync(clock);
        var (_, _, loser) = await database.SaveInDefaultAsync(clock);
        var before = await CasesAsync();
        var merge = await scene.MergedAsync(survivor, loser);
        Assert.Equal((DefaultStatus.Default, DefaultStatus.Normal), (await StatusAsync(survivor), await StatusAsync(loser)));
        Done((await scene.UndoAsync(merge)).Outcome);
        Assert.Equal(before, await CasesAsync());
    }

    [Fact]
    public async Task An_application_about_the_loser_is_about_the_survivor()
    {
        var sun = await database.SaveAsync(Given.User("孙磊"));
        var (survivor, loser) = (await database.SaveAsync(Given.Customer("甲" + Given.Next())), await database.SaveAsync(Given.Customer("乙" + Given.Next())));
        await scene.MergedAsync(survivor, loser);
        await using var db = database.CreateDbContext();
        await FirstReasons.AddAsync(db, Given.Now);
        var reason = await db.DefaultReasons.Select(r => r.Id).FirstAsync();
        var applying = new Applying(database, new FileUses([new EvidenceUse()]), clock);
        var applied = await applying.SubmitAsync(new ApplicationFields(null, loser.Name, "CC", [reason], Severity.High, null, []), As.In(sun, Roles.RiskOperator));
        Done(applied.Outcome);
        Assert.Equal(survivor.Id, applied.Application!.CustomerId);
        Refused(
            (await applying.SubmitAsync(new ApplicationFields(loser.Id, null, "CC", [reason], Severity.High, null, []), As.In(sun, Roles.RiskOperator))).Outcome,
            "客户 {0} 已有待审核的违约认定申请");
    }

    [Fact]
    public async Task Two_pending_applications_must_be_decided_first()
    {
        var sun = await database.SaveAsync(Given.User("孙磊"));
        var (one, two) = (await database.ApplyAsync(sun, clock), await database.ApplyAsync(sun, clock));
        Refused((await scene.MergeAsync(one.Customer, two.Customer)).Outcome, "两位客户都有待审核的违约认定申请，请先决定其中一个");
    }

    [Fact]
    public async Task What_was_decided_meanwhile_goes_back_with_its_application()
    {
        var (sun, zheng) = (await database.SaveAsync(Given.User("孙磊")), await database.SaveAsync(Given.User("郑浩")));
        var survivor = await database.SaveAsync(Given.Customer());
        var pending = await database.ApplyAsync(sun, clock);
        var merge = await scene.MergedAsync(survivor, pending.Customer);
        var deciding = new Deciding(database, clock, NullLogger<Deciding>.Instance);
        Done((await deciding.DecideAsync<DefaultApplication>(new(pending.Id, true, null), As.In(zheng, Roles.RiskAuditor))).Outcome);
        Assert.Equal(DefaultStatus.Default, await StatusAsync(survivor));
        Done((await scene.UndoAsync(merge)).Outcome);
        Assert.Equal((DefaultStatus.Normal, DefaultStatus.Default), (await StatusAsync(survivor), await StatusAsync(pending.Customer)));
        Assert.Equal(pending.CustomerId, await database.ReadAsync(db => db.DefaultChanges.Where(c => c.ApplicationId == pending.Id).Select(c => c.CustomerId).SingleAsync()));
    }

    private Task<DefaultStatus?> StatusAsync(Customer customer) =>
        database.ReadAsync(db => db.DefaultCustomers.Where(c => c.CustomerId == customer.Id).Select(c => (DefaultStatus?)c.Status).SingleOrDefaultAsync());

    // Where every case and change is, and the states of those who have one.
    private Task<string> CasesAsync() => database.ReadAsync(async db => string.Join('\n', (string[])
    [
        .. await db.DefaultApplications.OrderBy(a => a.Id).Select(a => $"application {a.Id} {a.CustomerId} {a.Status}").ToListAsync(),
        .. await db.DefaultChanges.OrderBy(c => c.Id).Select(c => $"change {c.Id} {c.CustomerId} {c.To}").ToListAsync(),
        .. await db.DefaultCustomers.Where(c => c.ApplicationId != null).OrderBy(c => c.CustomerId).Select(c => $"state {c.CustomerId} {c.Status} {c.ApplicationId}").ToListAsync(),
    ]));
}
