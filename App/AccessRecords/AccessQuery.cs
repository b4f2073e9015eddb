using System.Net;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui.Lists;

namespace WorkOrders.AccessRecords;

/// <summary>Filter and page of 登录与访问记录, in the URL. The list has the rows of two tables: access records and look-ups.</summary>
public sealed record AccessQuery : IListQuery
{
    public const string Path = "/tracking/sign-ins";

    /// <summary>The days shown without a date filter, today included.</summary>
    public const int Days = 7;

    /// <summary>Rows are counted, and pages turned, up to here.</summary>
    public const int Cap = 10_000;

    /// <summary>Part of a person's name, the whole user name or employee number, or a whole typed name that nobody has.</summary>
    public string? Person { get; init; }

    public AccessKind? Kind { get; init; }

    public AccessOutcome? Outcome { get; init; }

    /// <summary>The whole network address.</summary>
    public string? Network { get; init; }

    /// <summary>First day, Shanghai time.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public DateOnly? To { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNarrowed => this with { Page = 1 } != new AccessQuery();

    public string Address => ListAddress.Of(
        Path, ("person", Person), ("kind", Kind?.ToString()), ("outcome", Outcome?.ToString()), ("network", Network), ("from", ListAddress.Of(From)), ("to", ListAddress.Of(To)),
        ("page", ListAddress.OfPage(Page)));

    /// <summary>The network address in the spelling of the record; null when none was typed, or the text is none.</summary>
    public string? KnownNetwork => IPAddress.TryParse(Normalise.Halfwidth(Network), out var address) ? ClientAddress.TextOf(address) : null;

    public static AccessQuery Parse(string? query)
    {
        var parts = ListAddress.Parse(query);
        return new AccessQuery
        {
            Person = parts.Text("person"),
            Kind = parts.Named<AccessKind>("kind"),
            Outcome = parts.Named<AccessOutcome>("outcome"),
            Network = parts.Text("network"),
            From = parts.Day("from"),
            To = parts.Day("to"),
            Page = parts.Page(),
        };
    }

    /// <summary>The page of the list; the last page when the wanted one doesn't exist.</summary>
    public async Task<AccessPage> ReadAsync(AppDb db, LookUpKey key, DateTimeOffset now, CancellationToken token)
    {
        var people = Person is null ? null : await db.Users.AsNoTracking().Named(Person).Select(u => (int?)u.Id).ToListAsync(token);
        var parts = Parts(db, people, key, now);
        if (parts.Count == 0)
        {
            return new AccessPage(1, 0, IsCapped: false, []);
        }

        var counted = await All(parts.Select(part => part.Take(Cap + 1))).CountAsync(token);
        var total = Math.Min(counted, Cap);
        var number = Math.Min(Page, ListPager.PagesOf(total));
        var newest = All(parts.Select(part => part.OrderByDescending(p => p.At).ThenByDescending(p => p.Id).Take(number * ListPager.Length)));
        var places = await newest.OrderByDescending(p => p.At).ThenByDescending(p => p.Table).ThenByDescending(p => p.Id)
            .Skip((number - 1) * ListPager.Length).Take(ListPager.Length).ToListAsync(token);
        return new AccessPage(number, total, counted > Cap, await RowsAsync(db, places, token));
    }

    // Each part is cut before they are put together: by an index of its own, in its order.
    private static IQueryable<Place> All(IEnumerable<IQueryable<Place>> parts) => parts.Aggregate((all, part) => all.Concat(part));

    // Only where the rows stand: the tables have nothing more in common. The rest of one page is read by primary key.
    private List<IQueryable<Place>> Parts(AppDb db, List<int?>? people, LookUpKey key, DateTimeOffset now)
    {
        var since = BusinessTime.StartOf(From ?? (To ?? BusinessTime.DayOf(now)).AddDays(1 - Days));
        var before = To is { } to ? BusinessTime.StartOf(to.AddDays(1)) : DateTimeOffset.MaxValue;
        List<IQueryable<Place>> parts = [];
        if (Kind is not AccessKind.LookUp)
        {
            var records = Records(db.AccessRecords.AsNoTracking().Where(r => r.At >= since && r.At < before));
            parts.Add(PlacesOf(people is null ? records : Of(records, people), AccessTable.Records));
            if (Person is not null && AccessPerson.HashOf(Person, key) is var hash)
            {
                parts.Add(PlacesOf(records.Where(r => r.NameHash == hash), AccessTable.Records));
            }
        }

        if (Kind is null or AccessKind.LookUp && Outcome is null or AccessOutcome.Succeeded or AccessOutcome.Refused)
        {
            parts.Add(PlacesOf(LookUps(db.LookUps.AsNoTracking().Where(l => l.At >= since && l.At < before), people), AccessTable.LookUps));
        }

        return parts;
    }

    private IQueryable<AccessRecord> Records(IQueryable<AccessRecord> records)
    {
        records = Kind is { } kind ? records.Where(r => r.Kind == kind) : records;
        records = Outcome is { } outcome ? records.Where(r => r.Outcome == outcome) : records;
        var network = KnownNetwork;
        return Network is null ? records : records.Where(r => network != null && r.Address == network);
    }

    // One person is by far the most frequent case, and only then the index gives the rows in their order.
    private static IQueryable<AccessRecord> Of(IQueryable<AccessRecord> records, List<int?> people) =>
        people is [var one] ? records.Where(r => r.UserId == one) : records.Where(r => people.Contains(r.UserId));

    private IQueryable<LookUpRecord> LookUps(IQueryable<LookUpRecord> lookUps, List<int?>? people)
    {
        lookUps = people switch
        {
            null => lookUps,
            [var one] => lookUps.Where(l => l.UserId == one),
            _ => lookUps.Where(l => people.Contains(l.UserId)),
        };
        lookUps = Outcome switch
        {
            AccessOutcome.Succeeded => lookUps.Where(l => l.RefusedUntil == null),
            AccessOutcome.Refused => lookUps.Where(l => l.RefusedUntil != null),
            _ => lookUps,
        };
        var network = KnownNetwork;
        return Network is null ? lookUps : lookUps.Where(l => network != null && l.Address == network);
    }

    private static IQueryable<Place> PlacesOf(IQueryable<AccessRecord> records, AccessTable table) => records.Select(r => new Place { Table = table, Id = r.Id, At = r.At });

    private static IQueryable<Place> PlacesOf(IQueryable<LookUpRecord> lookUps, AccessTable table) => lookUps.Select(l => new Place { Table = table, Id = l.Id, At = l.At });

    private static async Task<List<AccessRow>> RowsAsync(AppDb db, List<Place> places, CancellationToken token)
    {
        var (records, lookUps) = (IdsOf(places, AccessTable.Records), IdsOf(places, AccessTable.LookUps));
        var recordRows = records.Count == 0 ? [] : await db.AccessRecords.AsNoTracking().Where(r => records.Contains(r.Id)).ToDictionaryAsync(r => r.Id, token);
        var lookUpRows = lookUps.Count == 0 ? [] : await db.LookUps.AsNoTracking().Where(l => lookUps.Contains(l.Id)).ToDictionaryAsync(l => l.Id, token);
        List<int> ids = [.. recordRows.Values.Select(r => r.UserId).OfType<int>().Concat(lookUpRows.Values.Select(l => l.UserId)).Distinct()];
        var names = ids.Count == 0 ? [] : await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.UserName }).ToDictionaryAsync(u => u.Id, u => u.UserName!, token);
        return places.ConvertAll(place => place.Table == AccessTable.Records
            ? new AccessRow(recordRows[place.Id], null, recordRows[place.Id].UserId is { } id ? names.GetValueOrDefault(id) : null)
            : new AccessRow(null, lookUpRows[place.Id], names.GetValueOrDefault(lookUpRows[place.Id].UserId)));
    }

    private static List<long> IdsOf(List<Place> places, AccessTable table) => [.. places.Where(p => p.Table == table).Select(p => p.Id)];

    private enum AccessTable
    {
        Records,
        LookUps,
    }

    private sealed record Place
    {
        public AccessTable Table { get; init; }

        public long Id { get; init; }

        public DateTimeOffset At { get; init; }
    }
}

/// <summary>A page of the list.</summary>
/// <param name="Number">The page that is shown.</param>
/// <param name="Total">The rows, counted up to <see cref="AccessQuery.Cap"/>.</param>
/// <param name="IsCapped">There are more.</param>
/// <param name="Rows">The rows of the page, newest first.</param>
public sealed record AccessPage(int Number, int Total, bool IsCapped, IReadOnlyList<AccessRow> Rows);
