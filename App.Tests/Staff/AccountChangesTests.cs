using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Users.Editing;

namespace WorkOrders.Tests;

public sealed class AccountChangesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Given.Now;
    private Role admin = null!;
    private Role agent = null!;

    private AccountChanges Changes => new(database);

    public async Task InitializeAsync()
    {
        await using var db = database.CreateDbContext();
        foreach (var name in new[] { Roles.Admin, Roles.Agent })
        {
            if (!await db.Roles.AnyAsync(r => r.Name == name))
            {
                db.Roles.Add(new Role { Name = name, NormalizedName = name.ToUpperInvariant() });
            }
        }

        await db.SaveChangesAsync();
        (admin, agent) = (await db.Roles.AsNoTracking().SingleAsync(r => r.Name == Roles.Admin), await db.Roles.AsNoTracking().SingleAsync(r => r.Name == Roles.Agent));
        await db.Users.ExecuteDeleteAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_change_records_every_field_with_roles_and_duty_roles()
    {
        var li = await SaveAsync("李雷", agent);
        var boss = await SaveAsync("管理", admin);
        var duty = await database.SaveAsync(new DutyRole("客服组"));
        var outcome = await ActAsync(li, boss, async (db, user) => user.Change(
            new UserProfile("李磊", "E9", "13812345678", Team: "客服二班"),
            [await db.Roles.SingleAsync(r => r.Name == Roles.Agent), await db.Roles.SingleAsync(r => r.Name == Roles.Admin)],
            [await db.DutyRoles.SingleAsync(r => r.Id == duty.Id)], As.Admin(boss), Now));
        Done(outcome);

        var record = Assert.Single(await RecordsOf(li), r => r.Action == StaffActions.Changed);
        Assert.Equal(boss.Id, record.ActorId);
        Assert.Contains(record.Changes, c => (c.Field, c.From, c.To) == (StaffFields.DisplayName, "李雷", "李磊"));
        Assert.Contains(record.Changes, c => (c.Field, c.From, c.To) == (StaffFields.Roles, "RoleName.Agent", "RoleName.Agent RoleName.Admin"));
        Assert.Contains(record.Changes, c => (c.Field, c.From, c.To) == (StaffFields.DutyRoles, null, "客服组"));
        Assert.Contains(record.Changes, c => (c.Field, c.To) == (StaffFields.Phone, "138****5678"));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var last = await SaveAsync("管理", admin);
        var other = await SaveAsync("另一位", admin);
        Done(await ActAsync(other, last, (_, user) => Task.FromResult(user.Disable(As.Admin(last), Now))));

        var disabled = await ActAsync(last, other, (_, user) => Task.FromResult(user.Disable(As.Admin(other), Now)));
        var demoted = await ActAsync(last, other, async (db, user) => user.Change(new UserProfile("管理"), [await db.Roles.SingleAsync(r => r.Name == Roles.Agent)], [], As.Admin(other), Now));
        Assert.All([disabled, demoted], outcome => Refused(outcome, "{0} 是最后一个可用的管理员，不能停用，也不能去掉管理员角色", "管理"));
        await using var db = database.CreateDbContext();
        Assert.True(await db.Users.AnyAsync(u => u.Id == last.Id && !u.IsDisabled && u.GrantedRoles.Any(r => r.Name == Roles.Admin)));
    }

    [Fact]
    public async Task The_last_administrator_may_be_changed_in_other_ways()
    {
        var last = await SaveAsync("管理", admin);
        Done(await ActAsync(last, last, async (db, user) => user.Change(
            new UserProfile("管理员"), await db.Roles.Where(r => r.Name == Roles.Admin || r.Name == Roles.Agent).ToListAsync(), [], As.Admin(last), Now)));
    }

    [Fact]
    public async Task Two_administrators_who_disable_each_other_at_once_leave_one()
    {
        var one = await SaveAsync("甲", admin);
        var two = await SaveAsync("乙", admin);
        using var both = new Barrier(2);
        var results = await Task.WhenAll(Task.Run(() => DisableAsync(one, two)), Task.Run(() => DisableAsync(two, one)));
        Assert.Single(results, o => o is { IsRefused: false });
        Assert.All(results.OfType<Outcome>().Where(o => o.IsRefused), o => Refused(o, "{0} 是最后一个可用的管理员，不能停用，也不能去掉管理员角色"));
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.Users.CountAsync(u => !u.IsDisabled));

        // Null: the other call won the race.
        async Task<Outcome?> DisableAsync(User whom, User by)
        {
            try
            {
                return await ActAsync(whom, by, (_, user) =>
                {
                    both.SignalAndWait(TimeSpan.FromSeconds(5));
                    return Task.FromResult(user.Disable(As.Admin(by), Now));
                });
            }
            catch (DbUpdateConcurrencyException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task Nobody_disables_their_own_account()
    {
        var boss = await SaveAsync("管理", admin);
        await SaveAsync("另一位", admin);
        Refused(await ActAsync(boss, boss, (_, user) => Task.FromResult(user.Disable(As.Admin(boss), Now))), "不能停用自己的账号");
    }

    [Fact]
    public async Task Who_may_not_administer_changes_nothing()
    {
        var li = await SaveAsync("李雷", agent);
        var outcome = await Changes.ApplyAsync(li.Id, li.ConcurrencyStamp!, As.Leader(li), (_, user) => Task.FromResult(user.Disable(As.Somebody(), Now)));
        Refused(outcome, "没有权限");
        Assert.Empty(await RecordsOf(li));
    }

    [Fact]
    public async Task A_save_over_an_older_version_fails_and_changes_nothing()
    {
        var li = await SaveAsync("李雷", agent);
        var boss = await SaveAsync("管理", admin);
        var stamp = li.ConcurrencyStamp!;
        await ActAsync(li, boss, (_, user) => Task.FromResult(user.Disable(As.Admin(boss), Now)));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() =>
            Changes.ApplyAsync(li.Id, stamp, As.Admin(boss), (_, user) => Task.FromResult(user.Enable(As.Admin(boss), Now))));
        Assert.DoesNotContain(await RecordsOf(li), r => r.Action == StaffActions.Enabled);
    }

    [Fact]
    public void Disabling_resetting_and_other_roles_end_sessions_and_a_new_name_does_not()
    {
        var me = As.Somebody(Roles.Admin);
        Assert.NotEqual("stamp", After(user => user.Disable(me, Now)));
        Assert.NotEqual("stamp", After(user => user.ResetPassword("hash", me, Now)));
        Assert.NotEqual("stamp", After(user => user.Change(new UserProfile("李雷"), [agent], [], me, Now)));
        Assert.Equal("stamp", After(user => user.Change(new UserProfile("李磊"), [], [], me, Now)));

        static string? After(Action<User> act)
        {
            var user = Given.User();
            act(user);
            return user.SecurityStamp;
        }
    }

    [Fact]
    public async Task Resetting_two_factor_takes_the_key_and_the_recovery_codes_away()
    {
        var (li, han, boss) = (await SaveAsync("李雷", agent), await SaveAsync("韩梅梅", agent), await SaveAsync("管理", admin));
        await using (var db = database.CreateDbContext())
        {
            db.AddRange(Token(li, "AuthenticatorKey"), Token(li, "RecoveryCodes"), Token(han, "AuthenticatorKey"));
            await db.SaveChangesAsync();
            await db.Users.Where(u => u.Id == li.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TwoFactorEnabled, true));
        }

        Done(await ActAsync(li, boss, (_, user) => Task.FromResult(user.ResetTwoFactor(As.Admin(boss), Now))));
        Assert.Equal([han.Id], await database.ReadAsync(db => db.UserTokens.Select(t => t.UserId).ToListAsync()));

        static IdentityUserToken<int> Token(User user, string name) => new() { UserId = user.Id, LoginProvider = "[AspNetUserStore]", Name = name, Value = "old" };
    }

    [Fact]
    public void A_password_of_somebody_else_must_be_changed_until_its_owner_did()
    {
        var boss = As.Somebody(Roles.Admin);
        var li = User.Register("lilei", new UserProfile("李雷"), [agent], [], boss, Now);
        Assert.True(li.MustChangePassword);
        li.ChangeOwnPassword(As.Agent(li), Now);
        Assert.False(li.MustChangePassword);
        Assert.Equal(StaffActions.PasswordChanged, li.NewRecords.Last().Action);
        Done(li.ResetPassword("hash", boss, Now));
        Assert.True(li.MustChangePassword);
        Assert.False(User.Register("demo", new UserProfile("演示"), [agent], [], boss, Now, mustChangePassword: false).MustChangePassword);
    }

    private async Task<User> SaveAsync(string name, Role role)
    {
        await using var db = database.CreateDbContext();
        var number = Guid.CreateVersion7(Now).ToString("N")[20..];
        var user = User.Register("u" + number, new UserProfile(name), [await db.Roles.SingleAsync(r => r.Id == role.Id)], [], As.Somebody(Roles.Admin), Now);
        user.NormalizedUserName = user.UserName!.ToUpperInvariant();
        user.SecurityStamp = "stamp";
        user.NewRecords.Clear();
        db.Add(user);
        await db.SaveChangesAsync();
        return user;
    }

    private async Task<Outcome> ActAsync(User whom, User by, Func<AppDb, User, Task<Outcome>> act)
    {
        await using var db = database.CreateDbContext();
        var stamp = await db.Users.Where(u => u.Id == whom.Id).Select(u => u.ConcurrencyStamp).SingleAsync();
        return await Changes.ApplyAsync(whom.Id, stamp!, As.Admin(by), act);
    }

    private async Task<IReadOnlyList<OperationRecord>> RecordsOf(User user)
    {
        await using var db = database.CreateDbContext();
        return await db.OperationRecords.Where(r => r.Subject == StaffSubjects.User && r.SubjectKey == user.UserName).ToListAsync();
    }
}
