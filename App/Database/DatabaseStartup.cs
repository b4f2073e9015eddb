using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database.Keys;
using WorkOrders.Database.Sql;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Database;

/// <summary>Prepares the database before the first request: migrations, roles, and the registered seeds.</summary>
public static class DatabaseStartup
{
    /// <summary>False when the database is refused. The reason is written to standard error; the database is not changed.</summary>
    public static async Task<bool> PrepareDatabaseAsync(this WebApplication app)
    {
        var keys = app.Services.GetRequiredService<KeysAtRest>();
        try
        {
            await keys.OpenAsync();
        }
        catch (DatabaseRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return false;
        }

        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<AppDb>().Database.MigrateAsync();
        await keys.EncryptAsync();
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

        return true;
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
