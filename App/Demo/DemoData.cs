using Bogus;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Demo;

/// <summary>Initial data of a Development database. Idempotent.</summary>
public static class DemoData
{
    private const int Seed = 20261120;

    public static async Task AddAsync(IServiceProvider services, DateTimeOffset now)
    {
        await DemoStaff.AddAsync(services, now);
        var factory = services.GetRequiredService<IDbContextFactory<AppDb>>();
        await using var db = await factory.CreateDbContextAsync();
        var faker = new Faker("zh_CN") { Random = new Randomizer(Seed) };
        await DemoTaxonomy.AddAsync(db);
        await DemoProcessors.AddAsync(db, now);
        await DemoSmsTemplates.AddAsync(db, now);
        await DemoCustomers.AddAsync(db, faker);
        if (!await db.WorkOrders.AnyAsync())
        {
            await AddFormerColleagueAsync(services.GetRequiredService<UserManager<User>>(), now);
            await new DemoOrders(db, services.GetRequiredService<DailyNumbers>(), faker, now).AddAsync();
        }

        await new DemoDefaults(factory, new Faker("zh_CN") { Random = new Randomizer(Seed + 1) }, now).AddAsync();
        await new DemoSales(db, new Faker("zh_CN") { Random = new Randomizer(Seed + 2) }, now).AddAsync();
        if (!await db.StatisticsSnapshots.AnyAsync())
        {
            await DailyStatistics.MakeAsync(factory, now, CancellationToken.None);
        }
    }

    // Has no password, so nobody can sign in with this account. It only has old orders.
    private static async Task AddFormerColleagueAsync(UserManager<User> users, DateTimeOffset now)
    {
        if (await users.FindByNameAsync(DemoOrders.Former) is null)
        {
            var user = new User { UserName = DemoOrders.Former };
            user.Change(new UserProfile("高峰", "E0999", Team: "客服二班", Company: "诚达汽车金融", Department: "客服二班"), CurrentUser.Application, now);
            await users.CreateAsync(user);
            await users.AddToRoleAsync(user, Roles.Agent);
        }
    }
}
