using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database.Embedded;
using WorkOrders.Database.Sql;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Database;

/// <summary>Prepares the database before the first request: migrations, roles, and the registered seeds.</summary>
public static class DatabaseStartup
{
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        app.Services.GetService<EmbeddedPostgres>();
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<AppDb>().Database.MigrateAsync();
        await using (var db = await services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync())
        {
            await SnapshotReads.TurnOnAsync(db, services.GetRequiredService<ILogger<AppDb>>());
        }

        await AddRolesAsync(services.GetRequiredService<RoleManager<Role>>());
        foreach (var seed in services.GetServices<Seed>())
        {
            // A scope of its own: a seed must not save what another one left in the context.
            await using var own = app.Services.CreateAsyncScope();
            await seed.AddAsync(own.ServiceProvider);
        }
    }

    private static async Task AddRolesAsync(RoleManager<Role> roles)
    {
        foreach (var name in Roles.Names.Keys)
        {
            if (!await roles.RoleExistsAsync(name))
            {
                await roles.CreateAsync(new Role { Name = name });
            }
        }
    }
}
