using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Import.Reading;

/// <summary>
/// Finds rows that duplicate an earlier row or an open order: same person (by ID number, otherwise by phone), contract, problem type and
/// topic. They are reported but not refused, because a customer may complain twice.
/// </summary>
internal sealed class ImportDuplicates(AppDb db)
{
    private readonly Dictionary<Key, int> seen = [];

    /// <summary>Maps a row number to its duplicate: #row, or an order's number.</summary>
    public async Task<Dictionary<int, string>> FindAsync(IReadOnlyList<(int Row, WorkOrderFields Fields)> rows, CancellationToken cancellation)
    {
        var open = await OpenAsync(rows, cancellation);
        var found = new Dictionary<int, string>();
        foreach (var (row, fields) in rows)
        {
            var key = Key.Of(fields.IdNumber, fields.CustomerPhone ?? fields.CallerNumber, fields.ContractNo, fields.ProblemTypeId, fields.ProblemTopicId);
            if (!seen.TryAdd(key, row))
            {
                found[row] = string.Create(CultureInfo.InvariantCulture, $"#{seen[key]}");
            }
            else if (open.TryGetValue(key, out var number))
            {
                found[row] = number;
            }
        }

        return found;
    }

    private async Task<Dictionary<Key, string>> OpenAsync(IReadOnlyList<(int Row, WorkOrderFields Fields)> rows, CancellationToken cancellation)
    {
        var ids = rows.Select(r => r.Fields.IdNumber).OfType<IdNumber>().Distinct().ToList();
        var phones = rows.Select(r => r.Fields.CustomerPhone ?? r.Fields.CallerNumber).OfType<PhoneNumber>().Distinct().ToList();
        var open = db.WorkOrders.AsNoTracking().Where(o => o.Status != WorkOrderStatus.Settled);
        var orders = await open.Where(o => ids.Contains(o.IdNumber!)).Select(Projection).ToListAsync(cancellation);
        orders.AddRange(await open.Where(o => o.IdNumber == null && phones.Contains(o.CustomerPhone!)).Select(Projection).ToListAsync(cancellation));
        orders.AddRange(await open.Where(o => o.IdNumber == null && o.CustomerPhone == null && phones.Contains(o.CallerNumber!)).Select(Projection).ToListAsync(cancellation));
        var keys = new Dictionary<Key, string>();
        foreach (var o in orders)
        {
            keys.TryAdd(Key.Of(o.IdNumber, o.Phone, o.ContractNo, o.TypeId, o.TopicId), o.Number);
        }

        return keys;
    }

    private static readonly System.Linq.Expressions.Expression<Func<WorkOrder, OpenOrder>> Projection =
        o => new OpenOrder(o.Number, o.IdNumber, o.CustomerPhone ?? o.CallerNumber, o.ContractNo, o.ProblemTypeId, o.ProblemTopicId);

    private sealed record OpenOrder(string Number, IdNumber? IdNumber, PhoneNumber? Phone, string? ContractNo, int? TypeId, int? TopicId);

    private readonly record struct Key(string? Person, string? ContractNo, int? TypeId, int? TopicId)
    {
        public static Key Of(IdNumber? id, PhoneNumber? phone, string? contract, int? type, int? topic) => new(id?.Unmask() ?? phone?.Unmask(), contract, type, topic);
    }
}
