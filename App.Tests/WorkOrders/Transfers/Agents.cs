using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Transfers;

internal static class Agents
{
    /// <summary>Saves a user to whom orders can be assigned.</summary>
    public static async Task<User> SaveAgentAsync(this TestDatabase database, string name)
    {
        var user = await database.SaveAsync(Given.User(name));
        await using var db = database.CreateDbContext();
        var role = await db.Roles.FirstOrDefaultAsync(r => r.Name == Roles.Agent);
        if (role is null)
        {
            role = new Role { Name = Roles.Agent, NormalizedName = Roles.Agent.ToUpperInvariant() };
            db.Add(role);
            await db.SaveChangesAsync();
        }

        db.Add(new Microsoft.AspNetCore.Identity.IdentityUserRole<int> { UserId = user.Id, RoleId = role.Id });
        await db.SaveChangesAsync();
        return user;
    }
}
