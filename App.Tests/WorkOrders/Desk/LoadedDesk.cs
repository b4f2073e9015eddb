using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.Database.Sql;
using WorkOrders.Demo.Load;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Desk;

/// <summary>A database with 3 000 generated orders, which are also kept in memory, and the services of the desk.</summary>
public sealed class LoadedDesk : IAsyncLifetime
{
    public const int Orders = 3_000;

    public TestDatabase Database { get; } = new();

    public FakeTimeProvider Clock { get; } = Given.Clock();

    public IReadOnlyList<WorkOrder> All { get; private set; } = [];

    public IReadOnlyList<User> Agents { get; private set; } = [];

    public ViewCounts Counts { get; private set; } = null!;

    public DeskList List { get; private set; } = null!;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        await new OrderLoad(Database, new DailyNumbers(Database), Now, _ => { }).RunAsync(Orders);
        Counts = new ViewCounts(Database, TestCache.On(Clock));
        List = new DeskList(Counts, new DeskDirectory(Database, TestCache.On(Clock)));
        await using var db = Database.CreateDbContext();
        Agents = await db.Users.AsNoTracking().OrderBy(u => u.Id).ToListAsync();
        All = await db.WorkOrders.AsNoTracking().Include(o => o.DeskEntries).Include(o => o.Handler).Include(o => o.AnsweredBy).Include(o => o.CreatedBy).ToListAsync();
    }

    public Task DisposeAsync() => Database.DisposeAsync();

    public async Task<DeskPage> ReadAsync(WorkOrderFilter filter, CurrentUser me)
    {
        await using var db = Database.CreateDbContext();
        return await List.ReadAsync(db, filter, me, Now);
    }

    /// <summary>The page after its refresh, which counts all matching orders.</summary>
    public async Task<DeskPage> CountedAsync(DeskPage page, WorkOrderFilter filter, CurrentUser me)
    {
        await using var db = Database.CreateDbContext();
        return (await List.RefreshAsync(db, page, filter, me, Now)).Page;
    }

    /// <summary>The expected result of the filter, computed in memory.</summary>
    public List<string> Expected(WorkOrderFilter filter, CurrentUser me) =>
        [.. filter.Apply(All.AsQueryable(), me, Now).SortedBy(filter.Sort, filter.Ascending).Select(o => o.Number)];
}
