using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using WorkOrders.Database.Bulk;
using WorkOrders.Database.Sql;
using WorkOrders.Desk.Views;

namespace WorkOrders.Tests;

/// <summary>What would be sent to a SQL Server, checked without one. The checklist of docs/sql-server.md says what only a server can show.</summary>
public sealed partial class SqlServerStatementsTests
{
    // What a statement may name beside tables and columns of the model: the column of OPENJSON, a part of a date, a view of the system.
    private static readonly string[] KnownNames = ["value", "SECOND", "database_id", "is_read_committed_snapshot_on"];

    [Fact]
    public async Task Raw_statements_are_Transact_SQL_and_name_only_what_the_model_has()
    {
        var statements = await RawStatementsAsync();
        Assert.Equal(10, statements.Count);
        foreach (var statement in statements)
        {
            AssertNames(TransactSql.Parse(statement));
        }
    }

    [Fact]
    public async Task A_statement_that_skips_locked_rows_sets_the_level_it_needs_and_works_with_snapshot_reads()
    {
        var skipping = (await RawStatementsAsync()).Select(TransactSql.Parse).Where(s => Hints(s).Contains(TableHintKind.ReadPast)).ToList();
        Assert.Equal(2, skipping.Count);
        Assert.All(skipping, script =>
        {
            var first = Assert.IsType<SetTransactionIsolationLevelStatement>(script.Batches[0].Statements[0]);
            Assert.Equal(IsolationLevel.ReadCommitted, first.Level);
            Assert.Contains(TableHintKind.ReadCommittedLock, Hints(script));
        });
    }

    /// <summary>SQL Server keeps the level of a transaction on the pooled connection, for whoever uses it next.</summary>
    [Fact]
    public void No_transaction_has_a_level_of_its_own() =>
        Assert.DoesNotContain(Sources(), file => BeginsWithLevel().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void Raw_SQL_stands_only_where_these_tests_look() => Assert.Equal(
        [
            "BareTables.cs", // PostgreSQL only
            "BulkTable.cs", // COPY and SqlBulkCopy
            "DailyNumbers.cs", "DispatchLocks.cs",
            "EmbeddedPostgres.cs", "HangfireStorage.cs", // PostgreSQL only
            "LoadStatements.cs", "NameLock.cs", "OrderTallyTable.cs",
            "OutboxSignal.cs", // PostgreSQL only
            "SettledToday.cs", "SnapshotReads.cs",
        ],
        Sources().Where(file => RawSql().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_migrations_are_Transact_SQL() => Assert.NotEmpty(Migrations().SelectMany(command => command.Find<CreateTableStatement>()));

    /// <summary>A row count or a result set of a trigger would be taken for that of the statement.</summary>
    [Fact]
    public void Triggers_send_nothing_back_and_name_only_what_the_model_has()
    {
        var triggers = Migrations().SelectMany(command => command.Find<CreateTriggerStatement>()).ToList();
        Assert.Equal(3, triggers.Count);
        foreach (var trigger in triggers)
        {
            AssertNames(trigger);
            Assert.True(trigger.Find<PredicateSetStatement>().Exists(s => s is { Options: SetOptions.NoCount, IsOn: true }), trigger.Name.BaseIdentifier.Value);
            Assert.Empty(trigger.Find<SelectStatement>());
        }
    }

    /// <summary>Error 1785.</summary>
    [Fact]
    public void No_table_is_reached_by_two_cascades()
    {
        var tables = Tables();
        var cascades = tables.SelectMany(t => t.ForeignKeyConstraints)
            .Where(key => key.OnDeleteAction is ReferentialAction.Cascade or ReferentialAction.SetNull)
            .ToLookup(key => key.PrincipalTable.Name, key => key.Table.Name);
        Assert.NotEmpty(cascades);
        Assert.All(tables, table => Assert.Distinct(ReachedFrom(table.Name, tables.Count).Prepend(table.Name)));

        IEnumerable<string> ReachedFrom(string from, int depth) => depth == 0 ? [from] : cascades[from].SelectMany(to => ReachedFrom(to, depth - 1).Prepend(to));
    }

    /// <summary>A longer key is made with a warning only, and then refuses a long value.</summary>
    [Fact]
    public void Keys_have_at_most_900_bytes_and_indexes_1700()
    {
        // Of Identity: nobody signs in by another site, and the names of tokens are short constants.
        string[] identity = ["AspNetUserLogins", "AspNetUserTokens"];
        var tables = Tables();
        Assert.All(tables.Where(t => !identity.Contains(t.Name, StringComparer.Ordinal)), t => Assert.InRange(t.PrimaryKey!.Columns.Sum(Bytes), 1, 900));
        Assert.All(tables.SelectMany(t => t.Indexes), index => Assert.InRange(index.Columns.Sum(Bytes), 1, 1700));
    }

    /// <summary>Error 8003: a statement has at most 2100 parameters.</summary>
    [Theory]
    [InlineData(2000)]
    [InlineData(2099)]
    [InlineData(5000)]
    public async Task A_long_list_is_sent_with_few_parameters(int length)
    {
        var server = new NoSqlServer();
        await using var db = server.CreateDbContext();
        var ids = Enumerable.Range(1, length).Select(i => (long)i).ToList();
        await db.WorkOrders.Where(o => ids.Contains(o.Id) && o.Status != WorkOrderStatus.Settled).Select(o => o.Number).ToListAsync();
        TransactSql.Parse(Assert.Single(server.Sent));
        Assert.InRange(server.MostParameters, 1, 2098);
    }

    [Fact]
    public async Task Bulk_copies_bring_their_ids_only_where_the_database_would_make_them()
    {
        await using var db = new NoSqlServer().CreateDbContext();
        const SqlBulkCopyOptions Always = SqlBulkCopyOptions.FireTriggers | SqlBulkCopyOptions.CheckConstraints;
        Assert.Equal(Always | SqlBulkCopyOptions.KeepIdentity, new BulkTable<WorkOrder>(db, withIds: true).CopyOptions);
        Assert.Equal(Always, new BulkTable<DeskEntry>(db, withIds: true).CopyOptions);
        Assert.Equal(Always, new BulkTable<OperationRecord>(db, withIds: false).CopyOptions);
    }

    private static async Task<List<string>> RawStatementsAsync()
    {
        var server = new NoSqlServer
        {
            Answer = text => text.Contains("DailyCounters", StringComparison.Ordinal) ? 7
                : text.Contains("TABLOCKX", StringComparison.Ordinal) ? 7L
                : text.Contains("sys.databases", StringComparison.Ordinal) ? false : null,
        };
        await using var db = server.CreateDbContext();
        await new DailyNumbers(server).TakeAsync(Given.Now);
        await DispatchLocks.LockUsersAsync(db, [2, 1], default);
        await DispatchLocks.LockUnassignedOrdersAsync(db, [1], default);
        await db.ReserveOrderIdsAsync(1, default);
        await db.FinishLoadAsync(default);
        await NameLock.HoldAsync(db, "customer", "张三");
        await OrderTallyTable.CompactAsync(db);
        await SettledToday.ReadAsync(db, Given.Now);
        await SnapshotReads.AreOnAsync(db);
        await SnapshotReads.TurnOnAsync(db, new LogLines().CreateLogger(""));
        return [.. server.Sent.Distinct(StringComparer.Ordinal)];
    }

    private static void AssertNames(TSqlFragment statement)
    {
        var used = statement.Tables();
        Assert.Subset(Tables().Select(t => t.Name).ToHashSet(StringComparer.Ordinal), used.ToHashSet(StringComparer.Ordinal));
        var known = Tables().Where(t => used.Contains(t.Name)).SelectMany(t => t.Columns).Select(c => c.Name).Concat(KnownNames);
        Assert.Subset(known.ToHashSet(StringComparer.Ordinal), statement.Columns().ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<TableHintKind> Hints(TSqlFragment statement) => statement.Find<TableHint>().Select(h => h.HintKind);

    private static List<ITable> Tables()
    {
        using var db = new NoSqlServer().CreateDbContext();
        return [.. db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables];
    }

    // Each command as the start sends it.
    private static List<TSqlScript> Migrations()
    {
        using var db = new NoSqlServer().CreateDbContext();
        var (assembly, generator) = (db.GetService<IMigrationsAssembly>(), db.GetService<IMigrationsSqlGenerator>());
        var model = db.GetService<IDesignTimeModel>().Model;
        return
        [
            .. assembly.Migrations.Values.Select(type => assembly.CreateMigration(type, db.Database.ProviderName!))
                .SelectMany(migration => generator.Generate(migration.UpOperations, model)).Select(command => TransactSql.Parse(command.CommandText)),
        ];
    }

    private static int Bytes(IColumn column) => column.StoreType.Split('(', ')') is [var type, var length, ..]
        ? int.Parse(length, CultureInfo.InvariantCulture) * (type is "nvarchar" ? 2 : 1)
        : column.StoreType switch
        {
            "bit" => 1,
            "date" => 3,
            "int" => 4,
            "bigint" => 8,
            "datetimeoffset" => 10,
            "uniqueidentifier" => 16,
            var other => throw new InvalidOperationException($"{column.Table.Name}.{column.Name} is {other}"),
        };

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Repository.PathOf("App"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex(@"SqlQuery|ExecuteSql|FromSql|CommandText|SqlBulkCopy|new NpgsqlCommand", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RawSql();

    [GeneratedRegex(@"BeginTransaction(Async)?\([^)]*IsolationLevel", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BeginsWithLevel();
}
