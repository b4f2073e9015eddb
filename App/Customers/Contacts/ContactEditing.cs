using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Contacts;

/// <summary>Saves contacts. Each call is one transaction.</summary>
public static class ContactEditing
{
    private static Outcome NotFound => Outcome.Missing("没有找到记录，或您无权查看");

    private static Outcome Changed => Outcome.Refused("刚被别人修改，已为您刷新，请看过后再试");

    /// <summary>Adds a contact, or changes the one of <paramref name="id"/> as it was shown in <paramref name="version"/>.</summary>
    public static async Task<Outcome> SaveContactAsync(
        this IDbContextFactory<AppDb> factory, int customerId, long? id, int version, ContactFields fields, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.CustomerAsync(customerId, me) is not { } customer)
        {
            return NotFound;
        }

        if (id is null)
        {
            var outcome = customer.AddContact(fields, await db.Contacts.CountAsync(c => c.CustomerId == customer.Id), me, now, out var added);
            if (added is not null)
            {
                // A merge at the same moment conflicts, so that nothing stays with an alias.
                db.RaiseVersion(customer);
                db.Add(added);
            }

            return await db.SaveUnlessRefusedAsync(outcome, Changed);
        }

        if (await db.Contacts.FirstOrDefaultAsync(c => c.Id == id && c.CustomerId == customer.Id) is not { } contact)
        {
            return Outcome.Refused("这位联系人已被删除");
        }

        db.Entry(contact).Property(c => c.Version).OriginalValue = version;
        return await db.SaveUnlessRefusedAsync(customer.ChangeContact(contact, fields, me, now), Changed);
    }

    /// <summary>Removes a contact. One that is gone already is no failure.</summary>
    public static async Task<Outcome> RemoveContactAsync(this IDbContextFactory<AppDb> factory, int customerId, long id, CurrentUser me, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        if (await db.CustomerAsync(customerId, me) is not { } customer)
        {
            return NotFound;
        }

        if (await db.Contacts.FirstOrDefaultAsync(c => c.Id == id && c.CustomerId == customer.Id) is not { } contact)
        {
            return Outcome.Done;
        }

        var outcome = customer.RemoveContact(contact, me, now);
        if (!outcome.IsRefused)
        {
            db.Remove(contact);
        }

        return await db.SaveUnlessRefusedAsync(outcome, Changed);
    }
}
