using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace WorkOrders.Database.Bulk;

/// <summary>
/// Drops indexes and foreign keys before a bulk load and creates them again at its end, in the same transaction.
/// Only on PostgreSQL. On SQL Server the load is slower but gives the same result.
/// </summary>
internal sealed class BareTables
{
    private const string Tables = """'"WorkOrders"'::regclass, '"DeskEntries"'::regclass, '"OperationRecords"'::regclass""";

    private readonly AppDb db;
    private readonly List<string> restore = [];

    private BareTables(AppDb db) => this.db = db;

    public static async Task<BareTables> MakeAsync(AppDb db, CancellationToken cancellation)
    {
        var tables = new BareTables(db);
        if (!db.Database.IsSqlServer())
        {
            await tables.TakeAsync(
                $"""
                 SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                 FROM pg_constraint WHERE contype = 'f' AND conrelid IN ({Tables})
                 """, cancellation);
            await tables.TakeAsync(
                $"""
                 SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
                 FROM pg_index WHERE NOT indisprimary AND indrelid IN ({Tables})
                 """, cancellation);
        }

        return tables;
    }

    /// <summary>Creates the dropped indexes and foreign keys again, indexes first because the foreign-key check uses them.</summary>
    public async Task RestoreAsync(Action<string> report, CancellationToken cancellation)
    {
        if (restore.Count > 0)
        {
            await RunAsync("SET LOCAL maintenance_work_mem = '1GB'", cancellation);
        }

        foreach (var statement in Enumerable.Reverse(restore))
        {
            report(statement);
            await RunAsync(statement, cancellation);
        }
    }

    private async Task TakeAsync(string query, CancellationToken cancellation)
    {
        var found = new List<(string Drop, string Create)>();
        await using (var command = Command(query))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                found.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        foreach (var (drop, create) in found)
        {
            await RunAsync(drop, cancellation);
            restore.Add(create);
        }
    }

    private async Task RunAsync(string statement, CancellationToken cancellation)
    {
        await using var command = Command(statement);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    // The statements come from the database catalogue, not from user input.
#pragma warning disable CA2100
    private DbCommand Command(string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = 0;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }
#pragma warning restore CA2100
}
