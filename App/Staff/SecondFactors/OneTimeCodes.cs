using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.SecondFactors;

/// <summary>Accepts each code of a person's authenticator app once: after it neither its time step nor an older one counts, on every node and in parallel.</summary>
internal sealed class OneTimeCodes(IDbContextFactory<AppDb> factory, TimeProvider time) : AuthenticatorTokenProvider<User>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { } key || Totp.StepOf(key, token, time.GetUtcNow()) is not { } step)
        {
            return false;
        }

        await using var db = await factory.CreateDbContextAsync();
        return await db.Users.Where(u => u.Id == user.Id && u.LastCodeStep < step).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastCodeStep, step)) == 1;
    }
}
