using WorkOrders.Customers.Import.Reading;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Import;

/// <summary>The rows of one batch of an import, sorted into new customers, customers to complete and rows that are left out.</summary>
internal sealed class CustomerBatch
{
    private readonly CustomerIndex<Target> index = new();
    private readonly List<Target> targets = [];

    private CustomerBatch()
    {
    }

    /// <summary>The rows that made or completed a customer. The others are left out: they repeat a customer.</summary>
    public List<CustomerImportRow> Done { get; } = [];

    public static async Task<CustomerBatch> SortAsync(
        AppDb db, List<(CustomerImportRow Row, CustomerValues Values)> rows, ExistingCustomers existing, CancellationToken cancellation)
    {
        var batch = new CustomerBatch();
        foreach (var customer in await db.Customers.SameAsync(rows.ConvertAll(r => r.Values), cancellation))
        {
            batch.Add(new Target(customer.Values) { Customer = customer });
        }

        foreach (var (row, values) in rows)
        {
            batch.Sort(row, values, existing == ExistingCustomers.Fill);
        }

        return batch;
    }

    /// <summary>Saves the customers in the caller's transaction; returns how many are new.</summary>
    public async Task<int> SaveAsync(AppDb db, CurrentUser me, DateTimeOffset now, long importId, CancellationToken cancellation)
    {
        var source = FieldChange.Between(CustomerImportActions.Import, null, importId);
        var made = new List<Customer>();
        foreach (var target in targets)
        {
            // Whoever may import may create and change every customer.
            var outcome = Outcome.Done;
            if (target.Customer is null)
            {
                outcome = Customer.Create(target.Values, me, out var created);
                made.Add(created!);
            }
            else if (target.IsFilled)
            {
                outcome = target.Customer.Change(target.Values, me, now, source);
            }

            if (outcome.IsRefused)
            {
                throw new InvalidOperationException(outcome.Reason);
            }
        }

        // The records of new customers need their ids.
        db.AddRange(made);
        await db.SaveChangesAsync(cancellation);
        made.ForEach(customer => customer.RecordCreation(me, now, source));
        return made.Count;
    }

    private void Sort(CustomerImportRow row, CustomerValues values, bool fills)
    {
        var found = index.Find(values);
        if (found.Count == 0)
        {
            Add(new Target(values) { Row = row.Row });
            Done.Add(row);
            return;
        }

        var (field, target) = found[0];

        // A row that only names a person may be about another one of that name.
        if (fills && field != CustomerFields.Name && found.All(f => f.Owner == target) && target.TryFill(values))
        {
            index.Add(target.Values, target);
            Done.Add(row);
            return;
        }

        row.Meet(field, target.Row, target.Customer?.Id);
    }

    private void Add(Target target)
    {
        targets.Add(target);
        index.Add(target.Values, target);
    }

    /// <summary>A customer that exists, or one that a row makes.</summary>
    private sealed class Target(CustomerValues values)
    {
        public CustomerValues Values { get; private set; } = values;

        public Customer? Customer { get; init; }

        public int? Row { get; init; }

        public bool IsFilled { get; private set; }

        /// <summary>False when there is nothing to fill, or the row may be about somebody else.</summary>
        public bool TryFill(CustomerValues from)
        {
            var takesOwner = Customer is null or { Status: CustomerStatus.Active };
            if (Customer is { IsAlias: true } || Filling.Fill(Values, from, takesOwner) is not { } filled || filled == Values)
            {
                return false;
            }

            (Values, IsFilled) = (filled, true);
            return true;
        }
    }
}
