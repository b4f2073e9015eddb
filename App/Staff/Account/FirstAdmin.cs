using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account.Passwords;

namespace WorkOrders.Staff.Account;

/// <summary>Creates the first administrator in an empty database outside Development. The password is printed once and never stored.</summary>
internal static class FirstAdmin
{
    public const string UserName = "admin";

    /// <summary>Creates the administrator when there are no users. Writes the password to <paramref name="console"/>, never to the log.</summary>
    public static async Task AddAsync(IServiceProvider services, TextWriter console)
    {
        var db = services.GetRequiredService<AppDb>();
        if (await db.Users.AnyAsync())
        {
            return;
        }

        var password = RandomPassword.New();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var role = await db.Roles.SingleAsync(r => r.Name == Roles.Admin);
        var admin = User.Register(UserName, new UserProfile("管理员"), [role], [], CurrentUser.Application, now);
        var result = await services.GetRequiredService<UserManager<User>>().CreateAsync(admin, password);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException("The first administrator could not be created: " + string.Join(", ", result.Errors.Select(e => e.Code)));
        }

        await console.WriteLineAsync($"First start: sign in as {UserName} with the password {password} and choose your own. It is not shown again.");
    }
}
