using System.Globalization;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using WorkOrders.AccessRecords;
using WorkOrders.Customers;
using WorkOrders.Database.Sql;
using WorkOrders.Defaults;
using WorkOrders.Drafts;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.LoanCore;
using WorkOrders.Staff;
using WorkOrders.Ui;

namespace WorkOrders.Tests.Support;

/// <summary>A test of one component on the real database: <c>class X(TestDatabase database) : ComponentTest(database)</c>.</summary>
public abstract class ComponentTest : BunitContext, IClassFixture<TestDatabase>, IAsyncLifetime
{
    private bool isRendererChosen;

    protected ComponentTest(TestDatabase database)
    {
        Database = database;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;

        // bUnit's default of one second is too short on a busy machine. A passing test does not wait that long.
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Services.AddLocalization();
        Services.AddSingleton(database.Factory);
        Services.AddScoped(_ => database.CreateDbContext());
        Services.AddSingleton(TestCache.On(TimeProvider.System));
        Services.AddSingleton<DailyNumbers>();
        Services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production });
        Services.AddSingleton<LiveEvents>();
        Services.AddFiles();
        Services.AddDrafts();
        Services.AddTestLookUps();
        Services.AddAccessRecords();
        Services.AddStaff();
        Services.AddLoanCore();
        Services.AddCustomers();
        Services.AddWorkOrders();
        Services.AddDefaults();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddUi();
        Paused = this.AddBunitPersistentComponentState();
    }

    protected TestDatabase Database { get; }

    /// <summary>The state that a form persists when its circuit ends, and restores later.</summary>
    protected BunitPersistentComponentState Paused { get; }

    /// <summary>The messages that the user sees at the bottom of the page, oldest first.</summary>
    protected IReadOnlyList<(Severity Severity, string? Text)> Toasts =>
        [.. Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(s => (s.Severity, s.Message))];

    protected FakeTimeProvider Clock { get; } = Given.Clock();

    /// <summary>Renders in a circuit, unless the test chose otherwise before.</summary>
    public override IRenderedComponent<TComponent> Render<TComponent>(Action<ComponentParameterCollectionBuilder<TComponent>>? parameterBuilder = null)
    {
        BeInteractive();
        return base.Render(parameterBuilder);
    }

    public override IRenderedComponent<TComponent> Render<TComponent>(RenderFragment renderFragment)
    {
        BeInteractive();
        return base.Render<TComponent>(renderFragment);
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    // MudBlazor's services can only be disposed asynchronously.
    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    /// <summary>Renders as this user: sets the cascading value of the layout and the authentication state.</summary>
    protected void SignIn(CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(me);
        this.AddAuthorization().SetAuthorized(me.Name).SetRoles([.. me.Roles])
            .SetPolicies([.. Enum.GetValues<Permission>().Where(me.May).Select(p => p.ToString())]);
        RenderTree.Add<CascadingValue<CurrentUser>>(cascade => cascade.Add(c => c.Value, me));
    }

    /// <summary>Ends the circuit: the forms persist their state. On the renderer's thread, because bUnit does not wait for another thread's rendering.</summary>
    protected Task PersistAsync() => Renderer.Dispatcher.InvokeAsync(Paused.TriggerOnPersisting);

    /// <summary>Where the components believe to be rendered: a circuit by default.</summary>
    protected new void SetRendererInfo(RendererInfo? rendererInfo)
    {
        isRendererChosen = true;
        base.SetRendererInfo(rendererInfo);
    }

    private void BeInteractive()
    {
        if (!isRendererChosen)
        {
            SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        }
    }
}
