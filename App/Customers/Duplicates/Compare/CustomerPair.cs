using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Compare;

/// <summary>Two customers side by side. <see cref="First"/> is the older one.</summary>
public sealed record CustomerPair(Customer First, Customer Second, IReadOnlyDictionary<int, string> Owners)
{
    /// <summary>The fields that one of both has.</summary>
    public IEnumerable<ComparedField> Fields => CustomerFields.All.Select(f => new ComparedField(f, f.Get(First.Values), f.Get(Second.Values))).Where(f => f.First is not null || f.Second is not null);

    /// <summary>Null when one of them is not there, is an alias, or may not be seen.</summary>
    public static async Task<CustomerPair?> ReadAsync(AppDb db, int one, int other, CurrentUser me, CancellationToken token)
    {
        var both = await db.Customers.AsNoTracking().VisibleTo(me).Where(c => c.Id == one || c.Id == other).OrderBy(c => c.Id).ToListAsync(token);
        if (both is not [var first, var second])
        {
            return null;
        }

        int?[] owners = [first.OwnerId, second.OwnerId];
        return new(first, second, await db.Users.AsNoTracking().Where(u => owners.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, token));
    }
}

/// <summary>A field of both.</summary>
public sealed record ComparedField(CustomerField Field, object? First, object? Second)
{
    /// <summary>By comparison form; masks that look the same may hide different values.</summary>
    public bool IsSame => ComparisonForm.AreSame(First, Second);
}
