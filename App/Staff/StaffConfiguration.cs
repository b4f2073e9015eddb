using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkOrders.AccessRecords;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account;
using WorkOrders.Staff.Account.Passwords;
using WorkOrders.Staff.Leave;
using WorkOrders.Staff.SecondFactors;
using WorkOrders.Staff.Sessions;
using WorkOrders.Staff.Tokens;
using WorkOrders.Ui;

namespace WorkOrders.Staff;

/// <summary>Registers sign-in, roles and permissions.</summary>
public static class StaffConfiguration
{
    private static readonly string[] CookieSchemes =
        [IdentityConstants.ApplicationScheme, IdentityConstants.ExternalScheme, IdentityConstants.TwoFactorRememberMeScheme, IdentityConstants.TwoFactorUserIdScheme];

    public static void AddStaff(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var secure = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        services.AddOptions<StaffOptions>().Bind(builder.Configuration.GetSection("Staff"))
            .Validate(o => o.IsUsable, "Staff: RevalidationInterval is more than zero, SessionIdle more than a minute, SessionLifetime at least SessionIdle.")
            .ValidateOnStart();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<User>(Configure)
            .AddRoles<Role>()
            .AddEntityFrameworkStores<AppDb>()
            .AddUserStore<StaffUserStore>()
            .AddUserManager<StaffUsers>()
            .AddSignInManager<StaffSignIn>()
            .AddErrorDescriber<IdentityErrorsInWords>()
            .AddClaimsPrincipalFactory<StaffClaims>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<OneTimeCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.Replace(ServiceDescriptor.Scoped<IPasswordValidator<User>, PasswordValidation>());
        services.AddScoped<CurrentPassword>();

        // Identity's tokens serve the set-up of two-factor sign-in only.
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromMinutes(15));
        services.AddSingleton<SecondFactorKeys>();
        services.AddSeed(StaffUserStore.ProtectPlainAsync);
        services.AddSingleton<UnknownNames>();
        services.AddSingleton<LoginAttempts>();
        foreach (var scheme in CookieSchemes)
        {
            services.Configure<CookieAuthenticationOptions>(scheme, options =>
            {
                options.Cookie.Name = CookieName.Of(builder.Environment, scheme);
                options.Cookie.Path = "/";
                options.Cookie.HttpOnly = true;
                options.Cookie.SecurePolicy = secure;
            });
        }

        services.ConfigureApplicationCookie(options =>
        {
            options.LoginPath = "/account/login";
            options.AccessDeniedPath = "/account/denied";
            options.ReturnUrlParameter = "returnUrl";
            options.SlidingExpiration = false;
            options.Cookie.SameSite = SameSiteMode.Lax;

            // AddIdentityCookies checks the security stamp here and makes new claims; the session is read with both (SessionStore).
            options.Events.OnValidatePrincipal = _ => Task.CompletedTask;

            // The pages redirect themselves: the handler would put the way back into the header as it was given.
            options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        });

        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, HalfSignIn.Check);
        services.AddSingleton<SessionStore>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<SessionStore>((options, sessions) => options.SessionStore = sessions);
        services.AddSingleton<SessionWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionWatch>());
        services.AddPermissionPolicies();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        builder.AddTokens();
        services.AddStaff();
        if (!builder.Environment.IsDevelopment())
        {
            services.AddSeed(provider => FirstAdmin.AddAsync(provider, Console.Out));
        }
    }

    /// <summary>Services that need neither sign-in nor settings.</summary>
    public static void AddStaff(this IServiceCollection services)
    {
        services.AddScoped<MyDuty>();
        services.AddSingleton<SessionList>();
        services.AddSingleton(DemoLoginList.Empty);
        services.AddDueJob<LeaveEnd>("leave-end", "休假到期");
        services.AddJobCall<User>("leave-end", user => user.LeaveUntil);
        services.AddJob<ClearSessions>("session-clean-up", "清理会话", JobPlan.Daily("03:10"));
        services.AddNavigation(
            new(950, "用户", "/admin/users", Permission.Administer, Icon.Users, "设置"),
            new(960, "对接角色", "/admin/duty-roles", Permission.Administer, Icon.Roles, "设置"));
    }

    private static void Configure(IdentityOptions options)
    {
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.User.RequireUniqueEmail = false;
        options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
    }

    public static void MapStaff(this WebApplication app)
    {
        // Asked by js/circuit.js when somebody types or clicks in a page: the request itself is the activity.
        app.MapGet("/account/session", context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }).RequireAuthorization();

        // The form parameter makes the framework check the antiforgery token.
        app.MapPost("/account/logout", async ([FromForm] string? returnUrl, ClaimsPrincipal user, StaffSignIn signIn, AccessWriter access) =>
        {
            await access.SignOutAsync(user);
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect(returnUrl is null ? "/account/login" : LoginPage.Path(returnUrl));
        });
    }
}
