using WorkOrders;
using WorkOrders.Api;
using WorkOrders.Batch;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Desk;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.Jobs;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.StandIn;
using WorkOrders.Messages;
using WorkOrders.Shell;
using WorkOrders.Staff;

var builder = WebApplication.CreateBuilder(args);
var database = await builder.AddDatabaseAsync();
builder.AddStaff();
builder.AddWorkOrders();
builder.AddFiles();
builder.AddMessages();
builder.AddLoanCore();
builder.AddDefaults();
builder.AddJobs(database);
builder.AddShell();
builder.AddApi();
builder.Services.AddDesk();
builder.Services.AddLiveEvents();
builder.Services.AddBatch();
builder.Services.AddSingleton(TimeProvider.System);

await using var app = builder.Build();

// Made first, it is disposed last and watches over all the others.
app.Services.GetRequiredService<StopDeadline>();
await app.PrepareDatabaseAsync(args);
app.UseShell();
app.MapStaff();
app.MapBatch();
app.MapFiles();
app.MapDefaults();
app.MapStandInCore();
app.MapApi();
app.MapShell();
await app.RunAsync();

/// <summary>The entry point, named for the tests that host the application.</summary>
public sealed partial class Program;
