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
        var outcome = customer.RefusalToAdopt(field, person, me) ?? await RefusalOfTakenAsync(db, customer, field, person, me) ?? customer.Adopt(field, person, me, now);
        return await db.SaveUnlessRefusedAsync(outcome, Outcome.Refused("刚被别人修改，已为您刷新，请看过后再试"));
    }

    /// <summary>The fields of the core's answer whose unique value is another customer's.</summary>
    internal static async Task<IReadOnlyList<TakenValue>> TakenAsync(AppDb db, Customer customer, LoanCorePerson person) =>
        await db.TakenAsync(customer.With(person), customer.Id);

    private static async Task<Outcome?> RefusalOfTakenAsync(AppDb db, Customer customer, FieldName field, LoanCorePerson person, CurrentUser me)
    {
        var own = field == CustomerFields.Name ? CustomerFields.FullName : field;
        return (await TakenAsync(db, customer, person)).FirstOrDefault(taken => taken.Field == own)?.Refusal(me);
    }
}
