using System.Linq.Expressions;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Account;

/// <summary>The cookie between password and code: it ends, as a session does, when the password, the second factor or the roles change, and by 全部退出.</summary>
internal static class HalfSignIn
{
    private const string StampClaim = "stamp";

    public static void Check(CookieAuthenticationOptions options)
    {
        options.Events.OnSigningIn = async context =>
            ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new Claim(StampClaim, await StampAsync(context.HttpContext, context.Principal) ?? ""));
        options.Events.OnValidatePrincipal = async context =>
        {
            if (await StampAsync(context.HttpContext, context.Principal!) is not { } stamp || stamp != context.Principal!.FindFirstValue(StampClaim))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
            }
        };
    }

    /// <summary>The user name of who is asked for a code; empty without such a cookie.</summary>
    public static async Task<string> NameAsync(HttpContext context) =>
        (await context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal is { } half && await ReadAsync(context, half, u => u.UserName) is { } name ? name : "";

    private static Task<string?> StampAsync(HttpContext context, ClaimsPrincipal principal) => ReadAsync(context, principal, u => u.SecurityStamp);

    private static async Task<string?> ReadAsync(HttpContext context, ClaimsPrincipal principal, Expression<Func<User, string?>> value)
    {
        if (!int.TryParse(principal.FindFirstValue(ClaimTypes.Name), System.Globalization.CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        await using var db = await context.RequestServices.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        return await db.Users.Where(u => u.Id == id).Select(value).SingleOrDefaultAsync();
    }
}
