using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Radzen;
using WorkOrders.Database;
using WorkOrders.Attachments;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.LoanCore;
using WorkOrders.Staff.Leave;
using WorkOrders.Transfers;

namespace WorkOrders.Tests.Support;

/// <summary>A test of one component over the real database: <c>class X(TestDatabase database) : ComponentTest(database)</c>.</summary>
public abstract class ComponentTest : BunitContext, IClassFixture<TestDatabase>
{
    protected ComponentTest(TestDatabase database)
    {
        Database = database;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;

        // A busy machine needs more than bUnit's second; a test that passes doesn't wait for it.
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Services.AddLocalization();
        Services.AddRadzenComponents();
        Services.AddMemoryCache();
        Services.AddSingleton(database.Factory);
        Services.AddScoped(_ => database.CreateDbContext());
        Services.AddSingleton<DailyNumbers>();
        Services.AddScoped<MyDuty>();
        Services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production });
        Services.AddLoanCore();
        Services.AddSingleton<LiveEvents>();
        Services.AddFiles();
        Services.AddSingleton<IFileUse, OrderFileUse>();
        Services.AddTransfers();
        Services.AddSingleton<TimeProvider>(Clock);
    }

    protected TestDatabase Database { get; }

    protected FakeClock Clock { get; } = new();

    /// <summary>Renders as somebody: the cascading value that the layout gives, and the authentication state behind it.</summary>
    protected void SignIn(CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(me);
        this.AddAuthorization().SetAuthorized(me.Name).SetRoles([.. me.Roles])
            .SetPolicies([.. Enum.GetValues<Permission>().Where(me.May).Select(p => p.ToString())]);
        RenderTree.Add<CascadingValue<CurrentUser>>(cascade => cascade.Add(c => c.Value, me));
    }
}
