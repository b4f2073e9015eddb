using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WorkOrders.Shared;
using WorkOrders.Staff.Leave;

namespace WorkOrders.Staff;

/// <summary>Registers sign-in, roles and permissions.</summary>
public static class StaffConfiguration
{
    public static void AddStaff(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var secure = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        services.Configure<StaffOptions>(builder.Configuration.GetSection("Staff"));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<User>(Configure)
            .AddRoles<Role>()
            .AddEntityFrameworkStores<AppDb>()
            .AddSignInManager<StaffSignIn>()
            .AddErrorDescriber<IdentityErrorsInWords>()
            .AddClaimsPrincipalFactory<StaffClaims>()
            .AddDefaultTokenProviders();
        services.AddSingleton<UnknownNames>();
        services.AddSingleton<LoginAttempts>();
        services.ConfigureAll<CookieAuthenticationOptions>(options =>
        {
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = secure;
        });
        services.ConfigureApplicationCookie(options =>
        {
            options.LoginPath = "/account/login";
            options.AccessDeniedPath = "/account/denied";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = TimeSpan.FromHours(10);
            options.Cookie.SameSite = SameSiteMode.Lax;
        });

        // A disabled person's requests end within this time; RevalidateCircuit does the same for open pages.
        services.AddOptions<SecurityStampValidatorOptions>()
            .Configure<IOptions<StaffOptions>>((options, staff) => options.ValidationInterval = staff.Value.RevalidationInterval);
        services.AddPermissionPolicies();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidateCircuit>();
        services.AddScoped<MyDuty>();
    }

    private static void Configure(IdentityOptions options)
    {
        options.Password.RequiredLength = PasswordRules.Length;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.User.RequireUniqueEmail = false;
        options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
    }

    public static void MapStaff(this WebApplication app)
    {
        // The form parameter is what makes the endpoint ask for the antiforgery token.
        app.MapPost("/account/logout", async ([FromForm] string? returnUrl, StaffSignIn signIn) =>
        {
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect(returnUrl is null ? "/account/login" : LoginPage.Path(returnUrl));
        });
    }
}
