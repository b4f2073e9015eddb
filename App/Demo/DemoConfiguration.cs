using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Demo.Load;
using WorkOrders.Staff.Account;

namespace WorkOrders.Demo;

/// <summary>Demo staff and data (Development only), and <c>--seed-orders</c>.</summary>
public static class DemoConfiguration
{
    /// <summary>Call after the features, because the seeds use them.</summary>
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddSeed(services => DemoData.AddAsync(services, services.GetRequiredService<TimeProvider>().GetUtcNow()));
            builder.Services.AddSingleton(new DemoLoginList(DemoStaff.Password, [.. DemoStaff.People.Select(p => new DemoLogin(p.UserName, p.Name, p.Role))]));
        }
    }

    /// <summary>Loads generated orders into the database when the command line asks for them.</summary>
    public static async Task LoadOrdersAsync(this WebApplication app, string[] args)
    {
        if (OrderLoad.Wanted(args) is not { } count)
        {
            return;
        }

        var services = app.Services;
        var logger = services.GetRequiredService<ILogger<OrderLoad>>();
        var load = new OrderLoad(
            services.GetRequiredService<IDbContextFactory<AppDb>>(), services.GetRequiredService<DailyNumbers>(), services.GetRequiredService<TimeProvider>().GetUtcNow(),
            step => logger.LogInformation("Loading orders: {Step}", step));
        await load.RunAsync(count);
    }
}
