using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database.Demo;
using WorkOrders.Database.Load;
using WorkOrders.Defaults.Reasons;
using WorkOrders.DueTimes;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Database;

/// <summary>What happens to the database before the first request: migrations, roles, demo data in Development.</summary>
public static class DatabaseStartup
{
    public static async Task PrepareDatabaseAsync(this WebApplication app, string[] args)
    {
        app.Services.GetService<EmbeddedPostgres>();
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<AppDb>().Database.MigrateAsync();
        await AddRolesAsync(services.GetRequiredService<RoleManager<Role>>());
        await FirstReasons.AddAsync(services.GetRequiredService<AppDb>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        await FirstDueRules.AddAsync(services.GetRequiredService<AppDb>());
        if (app.Environment.IsDevelopment())
        {
            await DemoData.AddAsync(services, services.GetRequiredService<TimeProvider>().GetUtcNow());
        }
        else
        {
            await FirstAdmin.AddAsync(services, Console.Out);
        }

        if (OrderLoad.Wanted(args) is { } count)
        {
            var logger = services.GetRequiredService<ILogger<OrderLoad>>();
            var load = ActivatorUtilities.CreateInstance<OrderLoad>(services, services.GetRequiredService<TimeProvider>().GetUtcNow(), (Action<string>)(step => logger.LogInformation("Loading orders: {Step}", step)));
            await load.RunAsync(count);
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
