using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Profile;

/// <summary>What somebody types about a customer, and the people who do.</summary>
internal static class Typed
{
    /// <summary>A telephone number that nobody has yet.</summary>
    public static string Phone() => "137" + Given.Next().ToString("D8", null);

    public static CustomerInput Person(string name, string? phone = null, string? idNumber = null) =>
        New(("customerName", name), ("phone", phone), ("idNumber", idNumber));

    public static CustomerInput Enterprise(string name, string? taxId = null) =>
        New(("customerName", name), ("customerType", nameof(CustomerType.Enterprise)), ("taxId", taxId));

    public static CustomerInput With(this CustomerInput input, string json, string? text)
    {
        input[CustomerFields.All.Single(field => field.Json == json)] = text;
        return input;
    }

    public static CustomerInput New(params (string Json, string? Text)[] texts) =>
        texts.Aggregate(new CustomerInput(), (input, one) => input.With(one.Json, one.Text));

    /// <summary>An account manager who can own customers.</summary>
    public static async Task<User> ManagerAsync(this TestDatabase database, string name = "冯涛")
    {
        var user = await database.SaveAsync(Given.User(name));
        await using var db = database.CreateDbContext();
        if (await db.Roles.FirstOrDefaultAsync(r => r.Name == Roles.AccountManager) is not { } role)
        {
            db.Roles.Add(role = new Role { Name = Roles.AccountManager, NormalizedName = "ACCOUNTMANAGER" });
        }

        (await db.Users.Include(u => u.GrantedRoles).SingleAsync(u => u.Id == user.Id)).GrantedRoles.Add(role);
        await db.SaveChangesAsync();
        return user;
    }

    public static CurrentUser Manager(User user) => As.In(user, Roles.AccountManager);
}
