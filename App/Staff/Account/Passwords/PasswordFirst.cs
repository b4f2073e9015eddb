using System.Security.Claims;
using Microsoft.AspNetCore.StaticAssets;

namespace WorkOrders.Staff.Account.Passwords;

/// <summary>
/// Leads a person with <see cref="Shared.People.User.MustChangePassword"/> to the password page, whatever they ask for. Open are that page, signing out
/// and what holds nothing of the application's data; a circuit can't be opened.
/// </summary>
internal sealed class PasswordFirst(RequestDelegate next)
{
    /// <summary>In the cookie until the password is changed.</summary>
    public const string Claim = "password-first";

    private const string Page = "/account/password";

    private static readonly PathString[] Open = [Page, "/account/logout", "/preferences", "/css/theme.css", "/_framework", "/health", "/error", "/not-found"];

    public static bool Holds(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == Claim);

    public Task InvokeAsync(HttpContext context)
    {
        if (!Holds(context.User) || IsOpen(context))
        {
            return next(context);
        }

        if (context.Request.Path.StartsWithSegments("/_blazor"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            context.Response.Redirect(Page);
        }

        return Task.CompletedTask;
    }

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || Array.Exists(Open, path => context.Request.Path.StartsWithSegments(path));
}
