using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Support;

/// <summary>A database for one test class: <c>class X(TestDatabase database) : IClassFixture&lt;TestDatabase&gt;</c>.</summary>
public sealed class TestDatabase : IAsyncLifetime, IDbContextFactory<AppDb>
{
    public string ConnectionString { get; private set; } = "";

    /// <summary>The same database as the factory type that components inject.</summary>
    public IDbContextFactory<AppDb> Factory => this;

    public async Task InitializeAsync() => ConnectionString = await TestCluster.NewDatabaseAsync();

    public Task DisposeAsync() => TestCluster.DropAsync(ConnectionString);

    public AppDb CreateDbContext() => Open(ConnectionString);

    /// <summary>Saves new records and returns the first. The database assigns user IDs, so save users before records that reference them.</summary>
    public async Task<T> SaveAsync<T>(T entity, params object[] others)
        where T : class
    {
        await using var db = CreateDbContext();
        foreach (var record in (object[])[entity, .. others])
        {
            Add(db, record);
        }

        await db.SaveChangesAsync();
        return entity;
    }

    /// <summary>Reads with a new context.</summary>
    public async Task<T> ReadAsync<T>(Func<AppDb, Task<T>> read)
    {
        await using var db = CreateDbContext();
        return await read(db);
    }

    /// <summary>Loads the order with the data its actions need, runs the action and saves, like a page does.</summary>
    public async Task<Outcome> ActAsync(string number, Func<WorkOrder, AppDb, Outcome> act)
    {
        await using var db = CreateDbContext();
        var order = await db.WorkOrders.ForAction().SingleAsync(o => o.Number == number);
        return await db.SaveUnlessRefusedAsync(act(order, db));
    }

    /// <summary>Runs a rule on the saved account and saves it.</summary>
    public async Task ActOnUserAsync(User user, Action<User> act)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(act);
        await using var db = CreateDbContext();
        act(await db.Users.Include(u => u.GrantedRoles).Include(u => u.DutyRoles).SingleAsync(u => u.Id == user.Id));
        await db.SaveChangesAsync();
    }

    internal static AppDb Open(string connectionString)
    {
        if (TestCluster.Provider == DatabaseProvider.SqlServer)
        {
            var sqlServer = new DbContextOptionsBuilder<SqlServerDb>();
            SqlServerDb.Configure(sqlServer, connectionString);
            return new SqlServerDb(sqlServer.AddInterceptors(SavedAlong.Interceptors).Options);
        }

        var postgres = new DbContextOptionsBuilder<PostgreSqlDb>();
        PostgreSqlDb.Configure(postgres, connectionString);
        return new PostgreSqlDb(postgres.AddInterceptors([.. SavedAlong.Interceptors, SqlServerTranslation.Check]).Options);
    }

    internal static async Task MigrateAsync(string connectionString)
    {
        await using var db = Open(connectionString);
        await db.Database.MigrateAsync();
    }

    private static void Add(AppDb db, object record)
    {
        if (record is User user)
        {
            user.Id = 0;
        }
        else if (record is WorkOrder { Handler: { } handler } && db.Entry(handler).State == EntityState.Detached)
        {
            db.Attach(handler);
        }

        db.Add(record);
    }
}
