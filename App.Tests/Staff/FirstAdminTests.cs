using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.History;
using WorkOrders.Shared.People;
using WorkOrders.Staff;
using WorkOrders.Staff.Account;

namespace WorkOrders.Tests;

public sealed class FirstAdminTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task The_first_start_makes_one_administrator_and_tells_the_password_once()
    {
        await database.SaveAsync(new Role { Name = Roles.Admin, NormalizedName = "ADMIN" });
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddAppDb(TestCluster.Provider, database.ConnectionString);
        builder.Services.AddHistory();
        builder.Services.AddLocalization();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddStaff();
        await using var app = builder.Build();

        var first = await StartAsync(app.Services);
        var second = await StartAsync(app.Services);
        Assert.Empty(second);

        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var admin = await users.Users.SingleAsync();
        var password = first.Split(' ').Single(word => word.Length == 19 && word.Contains('-', StringComparison.Ordinal));
        Assert.True(await users.CheckPasswordAsync(admin, password));
        Assert.True(await users.IsInRoleAsync(admin, Roles.Admin));
        Assert.True(admin.MustChangePassword);
    }

    private static async Task<string> StartAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await using var console = new StringWriter();
        await FirstAdmin.AddAsync(scope.ServiceProvider, console);
        return console.ToString();
    }
}
