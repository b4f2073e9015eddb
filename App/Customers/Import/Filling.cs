using WorkOrders.Shared;

namespace WorkOrders.Customers.Import;

/// <summary>补全空字段: what a row of a file adds to a customer. Nothing is overwritten.</summary>
internal static class Filling
{
    // They always have a value.
    private static readonly FieldName[] NeverEmpty = [CustomerFields.FullName, CustomerFields.Type, CustomerFields.Level];

    /// <summary>
    /// The values with the empty ones taken from the row. Null when the row may be about somebody else: another name or type, identity card or tax id. The
    /// telephone of a family is shared.
    /// </summary>
    /// <param name="to">The customer's.</param>
    /// <param name="from">The row's.</param>
    /// <param name="takesOwner">The customer may get an owner; one in the pool gets theirs by a claim.</param>
    public static CustomerValues? Fill(CustomerValues to, CustomerValues from, bool takesOwner)
    {
        if (to.Type != from.Type || !ComparisonForm.AreSame(to.Name, from.Name) || Differ(to.IdNumber, from.IdNumber) || Differ(to.TaxId, from.TaxId))
        {
            return null;
        }

        return CustomerFields.All
            .Where(field => !NeverEmpty.Contains(field.Name) && (takesOwner || field.Kind != CustomerFieldKind.Owner))
            .Where(field => field.Get(to) is null && field.Get(from) is not null)
            .Aggregate(to, (values, field) => field.Copy(values, from));
    }

    private static bool Differ(object? one, object? other) => one is not null && other is not null && !ComparisonForm.AreSame(one, other);
}
