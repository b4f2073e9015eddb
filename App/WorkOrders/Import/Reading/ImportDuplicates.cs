using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Import.Reading;

/// <summary>
/// Finds rows that duplicate an earlier row or an open order: same person (by ID number, otherwise by phone), contract, problem type and
/// topic. They are reported but not refused, because a customer may complain twice. Compared are only orders whose numbers the user may know: a file of
/// guessed numbers must not tell which of them are customers'. Of numbers with the same mask only two in a file are compared with orders that somebody else made:
/// more of them are guesses at what the mask hides.
/// </summary>
internal sealed class ImportDuplicates(AppDb db, CurrentUser me)
{
    /// <summary>Marks a duplicate of an earlier row.</summary>
    public const char OfRow = '#';

    /// <summary>Marks a visible duplicate of an earlier row that is hidden: when hidden rows are skipped, it is none.</summary>
    public const char OfHiddenRow = '^';

    private readonly Dictionary<Key, (int Row, bool IsHidden)> seen = [];
    private readonly Dictionary<string, (Sensitive First, Sensitive? Second)> masks = new(StringComparer.Ordinal);

    /// <summary>Maps a row number to its duplicate: #row, ^hidden row, or an order's number.</summary>
    public async Task<Dictionary<int, string>> FindAsync(IReadOnlyList<(int Row, bool IsHidden, WorkOrderFields Fields)> rows, CancellationToken cancellation)
    {
        var open = await OpenAsync([.. rows.Select(r => (r.Row, r.Fields))], cancellation);
        var found = new Dictionary<int, string>();
        foreach (var (row, isHidden, fields) in rows)
        {
            var key = Key.Of(fields);
            if (open.TryGetValue(key, out var number))
            {
                found[row] = number;
            }
            else if (!seen.TryGetValue(key, out var first))
            {
                seen.Add(key, (row, isHidden));
            }
            else
            {
                var isOfHidden = first.IsHidden && !isHidden;
                found[row] = string.Create(CultureInfo.InvariantCulture, $"{(isOfHidden ? OfHiddenRow : OfRow)}{first.Row}");
                seen[key] = isOfHidden ? (row, false) : first;
            }
        }

        return found;
    }

    /// <summary>Maps a row number to the open order that exists for it by now.</summary>
    public async Task<Dictionary<int, string>> MadeAsync(IReadOnlyList<(int Row, WorkOrderFields Fields)> rows, CancellationToken cancellation)
    {
        var open = await OpenAsync(rows, cancellation);
        return rows.Where(r => open.ContainsKey(Key.Of(r.Fields))).ToDictionary(r => r.Row, r => open[Key.Of(r.Fields)]);
    }

    private async Task<Dictionary<Key, string>> OpenAsync(IReadOnlyList<(int Row, WorkOrderFields Fields)> rows, CancellationToken cancellation)
    {
        var ids = rows.Select(r => r.Fields.IdNumber?.Key).OfType<IdNumber>().Distinct().ToList();
        var phones = rows.Select(r => (r.Fields.CustomerPhone ?? r.Fields.CallerNumber)?.Key).OfType<PhoneNumber>().Distinct().ToList();
        var (fewIds, fewPhones) = (ids.FindAll(IsCompared), phones.FindAll(IsCompared));
        var open = db.WorkOrders.AsNoTracking().WithNumbersKnownTo(me).Where(o => o.Status != WorkOrderStatus.Settled);
        var orders = await ReadAsync(open, fewIds, fewPhones, cancellation);
        if (fewIds.Count < ids.Count || fewPhones.Count < phones.Count)
        {
            orders.AddRange(await ReadAsync(open.Where(o => o.CreatedById == me.Id), ids, phones, cancellation));
        }

        var keys = new Dictionary<Key, string>();
        foreach (var o in orders)
        {
            keys.TryAdd(Key.Of(o.IdNumber, o.Phone, o.ContractNo, o.TypeId, o.TopicId), o.Number);
        }

        return keys;
    }

    private static async Task<List<OpenOrder>> ReadAsync(IQueryable<WorkOrder> open, List<IdNumber> ids, List<PhoneNumber> phones, CancellationToken cancellation)
    {
        var orders = await open.Where(o => ids.Contains(o.IdNumberKey!)).Select(Projection).ToListAsync(cancellation);
        orders.AddRange(await open.Where(o => o.IdNumberKey == null && phones.Contains(o.CustomerPhoneKey!)).Select(Projection).ToListAsync(cancellation));
        orders.AddRange(await open.Where(o => o.IdNumberKey == null && o.CustomerPhoneKey == null && phones.Contains(o.CallerNumberKey!)).Select(Projection).ToListAsync(cancellation));
        return orders;
    }

    private bool IsCompared(Sensitive number)
    {
        if (!masks.TryGetValue(number.Masked, out var same))
        {
            masks.Add(number.Masked, (number, null));
            return true;
        }

        if (same.Second is null && !same.First.Equals(number))
        {
            masks[number.Masked] = (same.First, number);
            return true;
        }

        return same.First.Equals(number) || number.Equals(same.Second);
    }

    private static readonly System.Linq.Expressions.Expression<Func<WorkOrder, OpenOrder>> Projection =
        o => new OpenOrder(o.Number, o.IdNumber, o.CustomerPhone ?? o.CallerNumber, o.ContractNo, o.ProblemTypeId, o.ProblemTopicId);

    private sealed record OpenOrder(string Number, IdNumber? IdNumber, PhoneNumber? Phone, string? ContractNo, int? TypeId, int? TopicId);

    private readonly record struct Key(string? Person, string? ContractNo, int? TypeId, int? TopicId)
    {
        public static Key Of(WorkOrderFields f) => Of(f.IdNumber, f.CustomerPhone ?? f.CallerNumber, f.ContractNo, f.ProblemTypeId, f.ProblemTopicId);

        public static Key Of(IdNumber? id, PhoneNumber? phone, string? contract, int? type, int? topic) =>
            new(id?.Key.Unmask() ?? phone?.Key.Unmask(), ComparisonForm.OfNumber(contract), type, topic);
    }
}
