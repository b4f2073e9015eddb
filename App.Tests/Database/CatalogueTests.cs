using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using WorkOrders.Database;

namespace WorkOrders.Tests;

/// <summary>
/// A migrated database has everything that the code relies on: what the EF model declares, and the hand-written triggers.
/// Remaking the migrations must not lose any of it.
/// </summary>
public sealed partial class CatalogueTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // The migrations table belongs to EF and is not part of the model.
    private const string Catalogue = """
        SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'Migrations'
        UNION ALL
        SELECT concat_ws(' ', 'constraint', c.relname, x.conname, pg_get_constraintdef(x.oid))
        FROM pg_constraint x JOIN pg_class c ON c.oid = x.conrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'Migrations'
        UNION ALL
        SELECT concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), 'collation', l.collname,
            'not null', a.attnotnull, 'identity', a.attidentity::text, 'default', pg_get_expr(d.adbin, d.adrelid))
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation l ON l.oid = a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'Migrations' AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT concat_ws(' ', 'storage', relname, reloptions::text) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND reloptions IS NOT NULL
        """;

    private static readonly string[] Triggers =
    [
        "CREATE TRIGGER attachments_locked BEFORE INSERT OR DELETE OR UPDATE ON public.\"Attachments\" FOR EACH ROW EXECUTE FUNCTION lock_earlier_attachments()",
        "CREATE TRIGGER follow_ups_locked BEFORE INSERT OR DELETE OR UPDATE ON public.\"FollowUps\" FOR EACH ROW EXECUTE FUNCTION lock_earlier_follow_ups()",
        "CREATE TRIGGER tally_inserted AFTER INSERT ON public.\"WorkOrders\" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_orders()",
        "CREATE TRIGGER tally_updated AFTER UPDATE ON public.\"WorkOrders\" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_orders()",
        "CREATE TRIGGER wake_outbox AFTER INSERT ON public.\"OutboxEvents\" FOR EACH STATEMENT EXECUTE FUNCTION wake_outbox()",
    ];

    private static bool IsPostgreSql => TestCluster.Provider == DatabaseProvider.PostgreSql;

    [Fact]
    public async Task A_migrated_database_is_what_the_model_declares()
    {
        if (!IsPostgreSql)
        {
            return;
        }

        var ofModel = await TestCluster.NewEmptyDatabaseAsync();
        try
        {
            await using (var db = TestDatabase.Open(ofModel))
            {
                await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
            }

            var (declared, found) = (await ReadAsync(ofModel, Catalogue), await ReadAsync(database.ConnectionString, Catalogue));
            Assert.Contains(declared, line => line.StartsWith("index ", StringComparison.Ordinal));
            Assert.Empty(declared.Except(found));
            Assert.Empty(found.Except(declared));
        }
        finally
        {
            await TestCluster.DropAsync(ofModel);
        }
    }

    /// <summary>Details that the model could also lose: without this test, only a slow desk or a broken rule would show it.</summary>
    [Theory]
    [InlineData("index CREATE UNIQUE INDEX \"IX_ProblemCategories_ParentId_NameKey\" ON public.\"ProblemCategories\" USING btree (\"ParentId\", \"NameKey\") NULLS NOT DISTINCT")]
    [InlineData("index CREATE UNIQUE INDEX \"IX_TransferRequests_OnePending\" ON public.\"TransferRequests\" USING btree (\"WorkOrderId\") WHERE ((\"Status\")::text = 'Pending'::text)")]
    [InlineData("index CREATE UNIQUE INDEX \"IX_DefaultApplication_OnePending\" ON public.\"DefaultApplications\" USING btree (\"CustomerId\") WHERE ((\"Status\")::text = 'Pending'::text)")]
    [InlineData("index CREATE INDEX \"IX_LookUps_Counted\" ON public.\"LookUps\" USING btree (\"UserId\", \"At\", \"RefusedUntil\")")]
    [InlineData("index CREATE INDEX \"IX_LookUps_SameValue\" ON public.\"LookUps\" USING btree (\"UserId\", \"Hash\", \"At\") WHERE (\"RefusedUntil\" IS NULL)")]
    [InlineData("index CREATE INDEX \"IX_AccessRecords_ByTime\" ON public.\"AccessRecords\" USING btree (\"At\")")]
    [InlineData("index CREATE INDEX \"IX_AccessRecords_OfPerson\" ON public.\"AccessRecords\" USING btree (\"UserId\", \"At\", \"Kind\", \"Outcome\")")]
    [InlineData("index CREATE INDEX \"IX_AccessRecords_FromAddress\" ON public.\"AccessRecords\" USING btree (\"Address\", \"At\", \"Kind\", \"Outcome\")")]
    [InlineData("index CREATE INDEX \"IX_AccessRecords_OfKind\" ON public.\"AccessRecords\" USING btree (\"Kind\", \"At\", \"Outcome\")")]
    [InlineData("index CREATE INDEX \"IX_AccessRecords_OfOutcome\" ON public.\"AccessRecords\" USING btree (\"Outcome\", \"At\", \"Kind\")")]
    [InlineData("index CREATE INDEX \"IX_AccessRecords_OfTypedName\" ON public.\"AccessRecords\" USING btree (\"NameHash\", \"At\") WHERE (\"NameHash\" IS NOT NULL)")]
    [InlineData("index CREATE INDEX \"IX_LookUps_FromAddress\" ON public.\"LookUps\" USING btree (\"Address\", \"At\")")]
    [InlineData("index CREATE INDEX \"IX_Customers_OfOwner\" ON public.\"Customers\" USING btree (\"OwnerId\", \"Status\", \"NextContactOn\", \"Id\")")]
    [InlineData("index CREATE INDEX \"IX_Customers_ByFollowUp\" ON public.\"Customers\" USING btree (\"LastFollowUpKey\", \"Id\")")]
    [InlineData("index CREATE INDEX \"IX_Customers_OfRegion\" ON public.\"Customers\" USING btree (\"Region\", \"Id\")")]
    [InlineData("index CREATE INDEX \"IX_Customers_OfIndustry\" ON public.\"Customers\" USING btree (\"Industry\", \"Id\")")]
    [InlineData("index CREATE INDEX \"IX_Customers_OfStatus\" ON public.\"Customers\" USING btree (\"Status\", \"Id\")")]
    [InlineData("storage WorkOrders {autovacuum_vacuum_scale_factor=0.01}")]
    [InlineData("column WorkOrders CustomerNameKey character varying(200) collation C ")]
    public async Task Required_indexes_storage_options_and_collations_exist(string line) =>
        Assert.True(!IsPostgreSql || (await ReadAsync(database.ConnectionString, Catalogue)).Exists(found => found.StartsWith(line, StringComparison.Ordinal)), line);

    [Fact]
    public async Task The_index_of_open_orders_carries_what_the_desk_filters_by()
    {
        if (IsPostgreSql)
        {
            var index = (await ReadAsync(database.ConnectionString, Catalogue)).Single(line => line.Contains($"INDEX \"{WorkOrder.Configuration.OpenWithFilters}\"", StringComparison.Ordinal));
            Assert.Contains($" INCLUDE ({string.Join(", ", WorkOrder.Configuration.FilterColumns.Select(c => $"\"{c}\""))})", index, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_trigger_and_function_is_there_and_fires()
    {
        if (IsPostgreSql)
        {
            Assert.Equal(Triggers, await ReadAsync(database.ConnectionString, "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' ORDER BY 1"));
            Assert.Equal(
                ["lock_earlier_attachments", "lock_earlier_follow_ups", "tally_orders", "wake_outbox"],
                await ReadAsync(database.ConnectionString, "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1"));
        }
    }

    /// <summary>Both databases have triggers on the same tables, except OutboxEvents: only PostgreSQL can notify a node.</summary>
    [Fact]
    public void Triggers_are_on_the_same_tables_of_both_databases()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var tables = Triggers.Select(t => TableOfTrigger().Match(t).Groups["table"].Value).Distinct();
        Assert.Equal(tables.Order(StringComparer.Ordinal), DeclaredTriggers(db).Select(t => t.Table).Append("OutboxEvents").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_migrations_of_SQL_Server_make_every_table_index_and_trigger()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var script = db.GetService<IMigrator>().GenerateScript();
        var declared = Statements(db.Database.GenerateCreateScript());
        Assert.Equal(
            db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.Sum(t => t.Indexes.Count()),
            declared.Count(s => s.Contains("INDEX [", StringComparison.Ordinal)));
        Assert.Empty(declared.Except(Statements(script)));

        var made = SqlServerTrigger().Matches(script).Select(m => (Table: m.Groups["table"].Value, Name: m.Groups["name"].Value)).Order();
        Assert.Equal(DeclaredTriggers(db).Order(), made);
    }

    private static IEnumerable<(string Table, string Name)> DeclaredTriggers(AppDb db) =>
        db.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(e => e.GetDeclaredTriggers()).Select(t => (t.GetTableName()!, t.ModelName));

    // The statements that create tables (with constraints) and indexes (with filters and INCLUDE).
    private static List<string> Statements(string script) =>
        [.. script.Split(["GO", ";"], StringSplitOptions.TrimEntries).Select(s => s.ReplaceLineEndings("\n")).Where(s => MakesSomething().IsMatch(s))];

    private static async Task<List<string>> ReadAsync(string connectionString, string query)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    [GeneratedRegex("^CREATE (TABLE|(UNIQUE )?INDEX) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MakesSomething();

    [GeneratedRegex("ON public\\.\"(?<table>\\w+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TableOfTrigger();

    [GeneratedRegex("CREATE TRIGGER \"?(?<name>\\w+)\"? ON \"?(?<table>\\w+)\"?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SqlServerTrigger();
}
