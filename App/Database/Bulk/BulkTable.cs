using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace WorkOrders.Database.Bulk;

/// <summary>Bulk insert without the change tracker: COPY on PostgreSQL, SqlBulkCopy on SQL Server. Column names and conversions come from the model.</summary>
internal sealed class BulkTable<T>
    where T : class
{
    private readonly AppDb db;
    private readonly string table;
    private readonly bool keepsIdentity;
    private readonly (string Name, Type Type, Func<object, object?> Value)[] columns;

    /// <param name="db">Context with the connection, and the transaction if one is open.</param>
    /// <param name="withIds">True when the entities have their keys; false when the database generates them.</param>
    public BulkTable(AppDb db, bool withIds)
    {
        this.db = db;
        var entity = db.Model.FindEntityType(typeof(T))!;
        table = entity.GetTableName()!;
        keepsIdentity = withIds && entity.FindPrimaryKey()!.Properties
            .Any(p => SqlServerPropertyExtensions.GetValueGenerationStrategy(p) == SqlServerValueGenerationStrategy.IdentityColumn);
        columns = [.. entity.GetProperties().Where(p => withIds || !p.IsPrimaryKey()).Select(Column)];
    }

    public Task WriteAsync(IReadOnlyCollection<T> rows, CancellationToken cancellation) => rows.Count == 0
        ? Task.CompletedTask
        : db.Database.IsSqlServer() ? BulkCopyAsync(rows, cancellation) : CopyAsync(rows, cancellation);

    /// <summary>KeepIdentity is for rows that bring a value for the identity column.</summary>
    internal SqlBulkCopyOptions CopyOptions =>
        (keepsIdentity ? SqlBulkCopyOptions.KeepIdentity : SqlBulkCopyOptions.Default) | SqlBulkCopyOptions.FireTriggers | SqlBulkCopyOptions.CheckConstraints;

    private static (string Name, Type Type, Func<object, object?> Value) Column(IProperty property)
    {
        var getter = property.GetGetter();
        var mapping = property.GetTypeMapping();
        var type = mapping.Converter?.ProviderClrType ?? property.ClrType;
        object? Value(object row) => getter.GetClrValue(row) is { } value ? mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value : null;
        return (property.GetColumnName(), Nullable.GetUnderlyingType(type) ?? type, Value);
    }

    private async Task CopyAsync(IReadOnlyCollection<T> rows, CancellationToken cancellation)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        await using var writer = await connection.BeginBinaryImportAsync($"COPY \"{table}\" ({names}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellation);
            foreach (var column in columns)
            {
                Write(writer, column.Value(row));
            }
        }

        await writer.CompleteAsync(cancellation);
    }

    // One typed Write per case: writing an object looks up the type handler for every cell. The rows of one COPY fit the buffer that StartRowAsync sends.
    private static void Write(NpgsqlBinaryImporter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case string text:
                writer.Write(text);
                break;
            case int number:
                writer.Write(number);
                break;
            case long number:
                writer.Write(number);
                break;
            case bool truth:
                writer.Write(truth);
                break;
            case DateTimeOffset instant:
                writer.Write(instant);
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    private async Task BulkCopyAsync(IReadOnlyCollection<T> rows, CancellationToken cancellation)
    {
        using var data = new DataTable();
        using var copy = new SqlBulkCopy(
            (SqlConnection)db.Database.GetDbConnection(),
            CopyOptions,
            (SqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction())
        {
            DestinationTableName = table,
            BulkCopyTimeout = 0,
        };
        foreach (var (name, type, _) in columns)
        {
            data.Columns.Add(name, type);
            copy.ColumnMappings.Add(name, name);
        }

        foreach (var row in rows)
        {
            data.Rows.Add([.. columns.Select(c => c.Value(row) ?? DBNull.Value)]);
        }

        await copy.WriteToServerAsync(data, cancellation);
    }
}
