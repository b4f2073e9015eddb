using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Jobs;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account;
using WorkOrders.Staff.Leave;
using WorkOrders.Staff.SecondFactors;
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
        services.Configure<StaffOptions>(builder.Configuration.GetSection("Staff"));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<User>(Configure)
            .AddRoles<Role>()
            .AddEntityFrameworkStores<AppDb>()
            .AddUserStore<StaffUserStore>()
            .AddSignInManager<StaffSignIn>()
            .AddErrorDescriber<IdentityErrorsInWords>()
            .AddClaimsPrincipalFactory<StaffClaims>()
            .AddDefaultTokenProviders();
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
            options.ExpireTimeSpan = TimeSpan.FromHours(10);
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Events.OnValidatePrincipal = ValidateAsync;

            // The pages redirect themselves: the handler would put the way back into the header as it was given.
            options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        });

        // Requests of a disabled user are rejected within this time; RevalidateCircuit does the same for open pages.
        services.AddOptions<SecurityStampValidatorOptions>()
            .Configure<IOptions<StaffOptions>>((options, staff) => options.ValidationInterval = staff.Value.RevalidationInterval);
        services.AddPermissionPolicies();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidateCircuit>();
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
        services.AddSingleton(DemoLoginList.Empty);
        services.AddDueJob<LeaveEnd>("leave-end", "休假到期");
        services.AddJobCall<User>("leave-end", user => user.LeaveUntil);
        services.AddNavigation(
            new(950, "用户", "/admin/users", Permission.Administer, Icon.Users, "设置"),
            new(960, "对接角色", "/admin/duty-roles", Permission.Administer, Icon.Roles, "设置"));
    }

    // In a scope of its own: the connection of a circuit is one long request, which would keep a user manager and a database context, 20 KB.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        await using var scope = context.HttpContext.RequestServices.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ISecurityStampValidator>().ValidateAsync(context);
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
        // The form parameter makes the framework check the antiforgery token.
        app.MapPost("/account/logout", async ([FromForm] string? returnUrl, StaffSignIn signIn) =>
        {
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect(returnUrl is null ? "/account/login" : LoginPage.Path(returnUrl));
        });
    }
}
