using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Staff;

/// <summary>Lets somebody in on an empty database outside Development: one administrator, whose password is printed once and kept nowhere.</summary>
internal static class FirstAdmin
{
    public const string UserName = "admin";

    /// <summary>Makes the administrator when there is nobody at all; tells the password to <paramref name="console"/>, never to a log.</summary>
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
            throw new InvalidOperationException("The first administrator was refused: " + string.Join(", ", result.Errors.Select(e => e.Code)));
        }

        await console.WriteLineAsync($"First start: sign in as {UserName} with the password {password} and change it. It is not shown again.");
    }
}
