using WorkOrders;
using WorkOrders.AccessRecords;
using WorkOrders.Api;
using WorkOrders.Customers;
using WorkOrders.Customers.Profile;
using WorkOrders.Database;
using WorkOrders.Database.Embedded;
using WorkOrders.Defaults;
using WorkOrders.Demo;
using WorkOrders.Drafts;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.History;
using WorkOrders.Jobs;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.StandIn;
using WorkOrders.LookUps;
using WorkOrders.Messages;
using WorkOrders.Shell;
using WorkOrders.Staff;
using WorkOrders.Ui;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
if (await builder.AddDatabaseAsync() is not { } database)
{
    return 1;
}

builder.Services.AddUi();
builder.Services.AddHistory();
builder.Services.AddLiveEvents();
builder.AddFiles();
builder.Services.AddDrafts();
builder.AddLookUps();
builder.AddAccessRecords();
builder.AddMessages();
builder.AddStaff();
builder.AddLoanCore();
builder.Services.AddCustomers();
builder.AddWorkOrders();
builder.Services.AddDefaults();
builder.AddShell();
builder.AddApi();
builder.AddDemo();

// Call last: a save calls jobs when every other interceptor has added its rows.
builder.AddJobs(database);

await using var app = builder.Build();

// Resolve it first, so that it is disposed last and covers the disposal of all other services.
app.Services.GetRequiredService<StopDeadline>();

// Disposed after all others but that one, and also when the settings are refused: stops the private cluster.
app.Services.GetService<EmbeddedPostgres>();
if (!app.HasValidSettings() || !await app.PrepareDatabaseAsync())
{
    return 1;
}

await app.LoadOrdersAsync(args);
app.UseShell();
app.MapStaff();
app.MapFiles();
app.MapCustomerProfiles();
app.MapWorkOrders();
app.MapDefaults();
app.MapJobs();
app.MapStandInCore();
app.MapApi();
app.MapShell();
await app.RunAsync();
return 0;

/// <summary>The entry point; public for tests that host the application.</summary>
public sealed partial class Program;
