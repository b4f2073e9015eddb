using System.Data;
using System.Data.Common;
using System.Reflection;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Database;

namespace WorkOrders.Tests.Support;

/// <summary>
/// Stands where a SQL Server would be: keeps what would be sent and answers each command with one value. It shows the statements; nothing is executed.
/// </summary>
public sealed class NoSqlServer : DbCommandInterceptor, IDbConnectionInterceptor, IDbContextFactory<AppDb>
{
    private readonly List<string> sent = [];

    /// <summary>The texts of the commands.</summary>
    public IReadOnlyList<string> Sent => sent;

    public int MostParameters { get; private set; }

    /// <summary>The value for a command: null for no row; an exception is thrown.</summary>
    public Func<string, object?> Answer { get; init; } = _ => null;

    /// <summary>The driver's exception for an error number of the server. It has no public constructor.</summary>
    public static SqlException Error(int number)
    {
        var errors = Make<SqlErrorCollection>(number);
        var add = typeof(SqlErrorCollection).GetMethod("Add", BindingFlags.Instance | BindingFlags.NonPublic)!;
        add.Invoke(errors, [Make<SqlError>(number)]);
        var create = typeof(SqlException).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .First(m => m.Name == "CreateException" && m.GetParameters().Select(p => p.ParameterType).SequenceEqual([typeof(SqlErrorCollection), typeof(string)]));
        return (SqlException)create.Invoke(null, [errors, "16.0"])!;
    }

    public AppDb CreateDbContext()
    {
        var builder = new DbContextOptionsBuilder<SqlServerDb>();
        SqlServerDb.Configure(builder, "Server=nowhere;Database=Work]Orders");
        return new SqlServerDb(builder.AddInterceptors(this).Options);
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(InterceptionResult.Suppress());

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        using var table = new DataTable();
        foreach (var column in (string[])["Value", "UserId", "Orders", "Seconds"])
        {
            table.Columns.Add(column, typeof(object));
        }

        if (Send(command) is { } value)
        {
            table.Rows.Add(value);
        }

        return new(InterceptionResult<DbDataReader>.SuppressWithResult(table.CreateDataReader()));
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Send(command);
        return new(InterceptionResult<int>.SuppressWithResult(0));
    }

    private object? Send(DbCommand command)
    {
        sent.Add(command.CommandText);
        MostParameters = Math.Max(MostParameters, command.Parameters.Count);
        var answer = Answer(command.CommandText);
        return answer is Exception failure ? throw failure : answer;
    }

    private static T Make<T>(int number)
    {
        var constructor = typeof(T).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)[0];
        return (T)constructor.Invoke([.. constructor.GetParameters().Select(p => p.Name == "infoNumber" ? number
            : p.ParameterType == typeof(string) ? ""
            : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)]);
    }
}
