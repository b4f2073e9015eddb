using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Database;

/// <summary>Provider-specific hints of entity configurations, as model annotations. Each provider's context applies them.</summary>
public static class ProviderHints
{
    internal const string ByteOrder = "Hint:ByteOrder";
    internal const string VacuumSooner = "Hint:VacuumSooner";
    internal const string Trigger = "Hint:Trigger";
    internal const string Include = "Hint:Include";
    internal const string NullsEqual = "Hint:NullsEqual";

    /// <summary>A text column searched by prefix. PostgreSQL can use an index for this only with the C collation.</summary>
    public static void IsSearchedByPrefix(this PropertyBuilder property) => property.HasAnnotation(ByteOrder, true);

    /// <summary>A big table that needs frequent vacuum to keep index-only scans cheap. PostgreSQL's default is after 20 % of the rows changed.</summary>
    public static void IsVacuumedSooner(this EntityTypeBuilder entity) => entity.HasAnnotation(VacuumSooner, true);

    /// <summary>A table with this trigger on SQL Server, where EF then can't read generated values with OUTPUT.</summary>
    public static void HasTriggerOnSqlServer(this EntityTypeBuilder entity, string name) => entity.HasAnnotation(Trigger, name);

    /// <summary>A covering index: it includes these columns, so that a query on them doesn't read the table.</summary>
    public static void Includes(this IndexBuilder index, params string[] properties) => index.HasAnnotation(Include, properties);

    /// <summary>A unique index that treats NULLs as equal, as SQL Server does.</summary>
    public static void HasEqualNulls(this IndexBuilder index) => index.HasAnnotation(NullsEqual, true);

    /// <summary>Removes the hint from the model, so that migrations don't contain it, and returns its value; null when there is none.</summary>
    internal static object? Take(this IMutableAnnotatable what, string hint) => what.RemoveAnnotation(hint)?.Value;
}
