using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Finder;

/// <summary>A value by which customers are compared, and who has it.</summary>
internal sealed record KeyOfCustomer<T>(T Key, int Id);

/// <summary>The compared values of all customers but aliases, sorted by value and customer.</summary>
internal static class DuplicateKeys
{
    public static IQueryable<KeyOfCustomer<IdNumber>> IdNumbers(AppDb db) =>
        Living(db).Where(c => c.IdNumberKey != null).Select(c => new { Key = c.IdNumberKey!, c.Id })
            .Concat(Former(db, CustomerFields.IdNumber).Where(f => f.IdNumberKey != null).Select(f => new { Key = f.IdNumberKey!, Id = f.CustomerId }))
            .OrderBy(k => k.Key).ThenBy(k => k.Id).Select(k => new KeyOfCustomer<IdNumber>(k.Key, k.Id));

    public static IQueryable<KeyOfCustomer<PhoneNumber>> Phones(AppDb db) =>
        Living(db).Where(c => c.PhoneKey != null).Select(c => new { Key = c.PhoneKey!, c.Id })
            .Concat(Living(db).Where(c => c.ContactPhoneKey != null).Select(c => new { Key = c.ContactPhoneKey!, c.Id }))
            .Concat(Former(db, CustomerFields.Phone).Where(f => f.PhoneKey != null).Select(f => new { Key = f.PhoneKey!, Id = f.CustomerId }))
            .OrderBy(k => k.Key).ThenBy(k => k.Id).Select(k => new KeyOfCustomer<PhoneNumber>(k.Key, k.Id));

    public static IQueryable<KeyOfCustomer<EmailAddress>> Emails(AppDb db) =>
        Living(db).Where(c => c.EmailKey != null).OrderBy(c => c.EmailKey).ThenBy(c => c.Id).Select(c => new KeyOfCustomer<EmailAddress>(c.EmailKey!, c.Id));

    /// <summary>Of persons; the name of an enterprise is unique.</summary>
    public static IQueryable<KeyOfCustomer<string>> Names(AppDb db) =>
        Living(db).Where(c => c.Type == CustomerType.Individual).OrderBy(c => c.NameKey).ThenBy(c => c.Id).Select(c => new KeyOfCustomer<string>(c.NameKey, c.Id));

    public static IQueryable<KeyOfCustomer<long>> Bigrams(AppDb db) =>
        db.Set<CustomerBigram>().OrderBy(b => b.Pair).ThenBy(b => b.CustomerId).Select(b => new KeyOfCustomer<long>(b.Pair, b.CustomerId));

    private static IQueryable<Customer> Living(AppDb db) => db.Customers.Where(c => c.MergedIntoId == null);

    private static IQueryable<FormerValue> Former(AppDb db, FieldName field) => db.FormerValues.Where(f => f.Field == field);
}

/// <summary>Two customers that a run found, with all that decides about a proposal.</summary>
internal sealed record FoundPair
{
    public int A { get; init; }

    public int B { get; init; }

    public bool SameIdNumber { get; init; }

    public bool SamePhone { get; init; }

    public bool SameEmail { get; init; }

    public string NameOfA { get; init; } = "";

    public string NameOfB { get; init; } = "";

    public string? EnterpriseA { get; init; }

    public string? EnterpriseB { get; init; }

    /// <summary>Two people with different cards, or two companies with different tax ids, are not the same; nor are those of whom somebody said so.</summary>
    public static IQueryable<FoundPair> Of(AppDb db, int fewestBigrams)
    {
        var pairs = db.Set<DuplicateFinding>().GroupBy(f => new { f.A, f.B }).Select(g => new
        {
            g.Key.A,
            g.Key.B,
            Ids = g.Count(f => f.Reason == DuplicateReason.SameIdNumber),
            Phones = g.Count(f => f.Reason == DuplicateReason.SamePhone),
            Emails = g.Count(f => f.Reason == DuplicateReason.SameEmail),
            Names = g.Count(f => f.Reason == DuplicateReason.SameName),
            Bigrams = g.Count(f => f.Reason == DuplicateReason.SimilarName),
        }).Where(p => p.Ids + p.Phones + p.Emails + p.Names > 0 || p.Bigrams >= fewestBigrams);
        return
            from p in pairs
            join a in db.Customers on p.A equals a.Id
            join b in db.Customers on p.B equals b.Id
            where a.MergedIntoId == null && b.MergedIntoId == null
                && (p.Ids > 0 || a.IdNumberKey == null || b.IdNumberKey == null) && (a.TaxId == null || b.TaxId == null)
                && !db.Set<NotSamePerson>().Any(n => n.A == p.A && n.B == p.B)
            select new FoundPair
            {
                A = p.A,
                B = p.B,
                SameIdNumber = p.Ids > 0,
                SamePhone = p.Phones > 0,
                SameEmail = p.Emails > 0,
                NameOfA = a.NameKey,
                NameOfB = b.NameKey,
                EnterpriseA = a.EnterpriseKey,
                EnterpriseB = b.EnterpriseKey,
            };
    }

    /// <summary>Null when nothing is left to propose: the names only seemed similar.</summary>
    public DuplicateProposal? ToProposal()
    {
        var likeness = EnterpriseA is not null && EnterpriseB is not null ? NameLikeness.Of(EnterpriseA, EnterpriseB) : 0;
        (bool Is, DuplicateReason Reason)[] all =
        [
            (SameIdNumber, DuplicateReason.SameIdNumber), (SamePhone, DuplicateReason.SamePhone), (SameEmail, DuplicateReason.SameEmail),
            (NameOfA.Length > 0 && NameOfA == NameOfB, DuplicateReason.SameName), (likeness >= NameLikeness.Similar, DuplicateReason.SimilarName),
        ];
        var reasons = all.Where(r => r.Is).Select(r => r.Reason).ToHashSet();
        return reasons.Count == 0 ? null : new DuplicateProposal(A, B, reasons, likeness);
    }
}
