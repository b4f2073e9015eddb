using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.LoanCore;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>采用: takes a value of the loan core into the customer's record.</summary>
public static class Adopting
{
    /// <summary>Uses the version that was shown, so that a concurrent change is not overwritten unseen.</summary>
    public static async Task<Outcome> AdoptAsync(
        this IDbContextFactory<AppDb> factory, Customer shown, FieldName field, LoanCorePerson person, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.Customers.VisibleTo(me).FirstOrDefaultAsync(c => c.Id == shown.Id) is not { } customer)
        {
            return Outcome.Missing("没有找到记录，或您无权查看");
        }

        db.Entry(customer).Property(c => c.Version).OriginalValue = shown.Version;
        var outcome = customer.RefusalToAdopt(field, person, me) ?? await RefusalOfPhoneAsync(db, customer, field, person) ?? customer.Adopt(field, person, me, now);
        return await db.SaveUnlessRefusedAsync(outcome, Outcome.Refused("刚被别人修改，已为您刷新，请看过后再试"));
    }

    private static async Task<Outcome?> RefusalOfPhoneAsync(AppDb db, Customer customer, FieldName field, LoanCorePerson person)
    {
        var phone = field == CustomerFields.Phone ? PhoneNumber.Parse(person.Phone?.Unmask()) : null;
        return phone is not null && await db.Customers.AnyAsync(c => c.PhoneKey == phone.Key && c.Id != customer.Id)
            ? Outcome.Refused("没有保存：这个电话已经是另一位客户的")
            : null;
    }
}
