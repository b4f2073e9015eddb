using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace WorkOrders.Tests.Support;

/// <summary>Statements of SQL Server, read by Microsoft's parser as version 2019 with QUOTED_IDENTIFIER on, as the driver sets it.</summary>
internal static class TransactSql
{
    /// <summary>Fails the test with the parser's message when the text is not Transact-SQL.</summary>
    public static TSqlScript Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.True(errors.Count == 0, $"{string.Join("; ", errors.Select(e => $"line {e.Line}: {e.Message}"))}\n{text}");
        return (TSqlScript)script;
    }

    /// <summary>All parts of a kind.</summary>
    public static List<T> Find<T>(this TSqlFragment fragment)
        where T : TSqlFragment
    {
        var finder = new Finder<T>();
        fragment.Accept(finder);
        return finder.Found;
    }

    public static List<string> Tables(this TSqlFragment fragment) =>
    [
        .. fragment.Find<NamedTableReference>().Select(t => t.SchemaObject).Where(t => t.SchemaIdentifier is null).Select(t => t.BaseIdentifier.Value)
            .Concat(fragment.Find<UpdateStatisticsStatement>().Select(s => s.SchemaObjectName.BaseIdentifier.Value))
            .Concat(fragment.Find<CreateTriggerStatement>().Select(t => t.TriggerObject.Name.BaseIdentifier.Value))
            .Except(["inserted", "deleted"], StringComparer.Ordinal),
    ];

    /// <summary>Names of columns that are used, without those that the text itself defines.</summary>
    public static IEnumerable<string> Columns(this TSqlFragment fragment)
    {
        var own = fragment.Find<SelectScalarExpression>().Select(s => s.ColumnName?.Value)
            .Concat(fragment.Find<ColumnDefinition>().Select(c => c.ColumnIdentifier.Value));
        return fragment.Find<ColumnReferenceExpression>().Where(c => c.MultiPartIdentifier is not null)
            .Select(c => c.MultiPartIdentifier.Identifiers[^1].Value).Except(own, StringComparer.Ordinal)!;
    }

    private sealed class Finder<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlFragment fragment)
        {
            if (fragment is T found)
            {
                Found.Add(found);
            }
        }
    }
}
