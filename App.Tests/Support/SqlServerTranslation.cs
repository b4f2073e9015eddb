using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using WorkOrders.Database;

namespace WorkOrders.Tests.Support;

/// <summary>
/// Also translates every LINQ query that a test runs on PostgreSQL to SQL Server when it is compiled. A query that only one provider
/// supports fails the test that ran it. No SQL Server is needed.
/// </summary>
public sealed class SqlServerTranslation : IQueryExpressionInterceptor
{
    public static readonly SqlServerTranslation Check = new();

    private static readonly MethodInfo TranslateMethod = typeof(SqlServerTranslation).GetMethod(nameof(Translate), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly DbContextOptions<SqlServerDb> Options = MakeOptions();

    private static int checkedQueries;

    /// <summary>Number of queries checked so far.</summary>
    public static int CheckedQueries => checkedQueries;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is PostgreSqlDb)
        {
            ForSqlServer(queryExpression);
        }

        return queryExpression;
    }

    private static DbContextOptions<SqlServerDb> MakeOptions()
    {
        var builder = new DbContextOptionsBuilder<SqlServerDb>();
        SqlServerDb.Configure(builder, "Server=nowhere");
        return builder.Options;
    }

    private static void ForSqlServer(Expression query)
    {
        using var db = new SqlServerDb(Options);
        var roots = new Roots(db.Model);
        var rewritten = roots.Visit(query);

        // Raw SQL is written for one provider.
        if (roots.HasRawSql)
        {
            return;
        }

        var result = ElementOf(query.Type) is { } element ? typeof(IEnumerable<>).MakeGenericType(element) : query.Type;
        try
        {
            TranslateMethod.MakeGenericMethod(result).Invoke(null, [db, rewritten]);
            Interlocked.Increment(ref checkedQueries);
        }
        catch (TargetInvocationException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
        }
    }

    private static void Translate<TResult>(DbContext db, Expression query)
    {
        var run = db.GetService<IQueryCompilationContextFactory>().Create(async: false).CreateQueryExecutor<TResult>(query);

        // The SQL of a list can be read without a server. A single-value query would be executed at once, so it is only compiled.
        if (typeof(TResult).IsGenericType && typeof(TResult).GetGenericTypeDefinition() == typeof(IEnumerable<>))
        {
            var context = db.GetService<IQueryContextFactory>().Create();
            Parameters.Fill(query, context);
            (run(context) as IQueryingEnumerable)?.ToQueryString();
        }
    }

    private static Type? ElementOf(Type type) => type.GetInterfaces().Append(type)
        .FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IQueryable<>))?.GetGenericArguments()[0];

    private sealed class Roots(IModel model) : ExpressionVisitor
    {
        public bool HasRawSql { get; private set; }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is EntityQueryRootExpression root && node.GetType() == typeof(EntityQueryRootExpression))
            {
                return new EntityQueryRootExpression(model.FindEntityType(root.EntityType.Name)!);
            }

            HasRawSql |= node is QueryRootExpression && node.GetType().Name.Contains("Sql", StringComparison.Ordinal);
            return node is QueryRootExpression or QueryParameterExpression ? node : base.VisitExtension(node);
        }
    }

    // Sets placeholder values: the real ones are unknown at compilation and do not change the SQL text.
    private sealed class Parameters(QueryContext context) : ExpressionVisitor
    {
        public static void Fill(Expression query, QueryContext context) => new Parameters(context).Visit(query);

        protected override Expression VisitExtension(Expression node)
        {
            if (node is QueryParameterExpression parameter)
            {
                context.Parameters[parameter.Name] = ValueOf(parameter.Type);
            }

            return node is QueryRootExpression or QueryParameterExpression ? node : base.VisitExtension(node);
        }

        private static object? ValueOf(Type type)
        {
            if (type == typeof(string))
            {
                return "";
            }

            if (type.IsValueType)
            {
                return Activator.CreateInstance(type);
            }

            var element = type.GetInterfaces().Append(type)
                .FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
            if (element is null)
            {
                return null;
            }

            var array = Array.CreateInstance(element, 0);
            return type.IsInstanceOfType(array) ? array : Activator.CreateInstance(type);
        }
    }
}
