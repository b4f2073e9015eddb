using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Customer360;

/// <summary>Customers of tests of the 360° view.</summary>
internal static class GivenCustomer
{
    public static Task<Customer> SaveCustomerAsync(this TestDatabase database, User? owner, string name = "王建国", Func<CustomerValues, CustomerValues>? with = null)
    {
        var values = new CustomerValues { Name = name, Phone = PhoneNumber.Parse("135" + Given.Next().ToString("D8")), OwnerId = owner?.Id };
        return database.SaveAsync(Customer.Of(with?.Invoke(values) ?? values));
    }

    public static async Task SetStatusAsync(this TestDatabase database, Customer customer, CustomerStatus status)
    {
        await using var db = database.CreateDbContext();
        await db.Customers.Where(c => c.Id == customer.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Status, status));
    }

    /// <summary>As a merge leaves them: the loser is an alias, its telephone a former value of the survivor.</summary>
    public static async Task MergeAsync(this TestDatabase database, Customer loser, Customer survivor)
    {
        await using var db = database.CreateDbContext();
        db.Add(new FormerValue(survivor.Id, CustomerFields.Phone, loser.Phone!, mergeId: 1));
        await db.SaveChangesAsync();
        await db.Customers.Where(c => c.Id == loser.Id).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.MergedIntoId, survivor.Id).SetProperty(c => c.Phone, (PhoneNumber?)null).SetProperty(c => c.PhoneKey, (PhoneNumber?)null));
    }

    public static CurrentUser Manager(User user) => As.In(user, Roles.AccountManager);
}
