using System.Globalization;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders.DueTimes;

/// <summary>The working hours as they are edited: one row for all types and one for each type.</summary>
internal sealed class DueHours(DueTable table, OrderLists lists)
{
    public IReadOnlyList<DueHoursRow> Rows { get; } = [new(null, null, table), .. lists.Below(null, null).Select(type => new DueHoursRow(type.Id, type.Name, table))];

    /// <summary>The cell that was refused.</summary>
    public (int? Type, Priority Priority)? Wrong { get; private set; }

    /// <summary>Takes the typed hours over into the rules. Stops at the first cell that is refused.</summary>
    public Outcome Take(AppDb db, IReadOnlyCollection<DueRule> rules, CurrentUser me, DateTimeOffset now)
    {
        Wrong = null;
        foreach (var (row, priority) in Rows.SelectMany(row => Enum.GetValues<Priority>().Select(priority => (row, priority))))
        {
            var rule = rules.FirstOrDefault(r => r.ProblemTypeId == row.TypeId && r.Priority == priority);
            if (rule is not null)
            {
                db.Entry(rule).Property(r => r.Version).OriginalValue = row.Versions.GetValueOrDefault(priority);
            }

            if (Take(db, rule, row, priority, me, now) is { IsRefused: true } refused)
            {
                Wrong = (row.TypeId, priority);
                return refused;
            }
        }

        return Outcome.Done;
    }

    private static Outcome Take(AppDb db, DueRule? rule, DueHoursRow row, Priority priority, CurrentUser me, DateTimeOffset now)
    {
        var typed = Normalise.Halfwidth(row.Hours[priority]);
        if (typed.Length == 0 && row.TypeId is not null)
        {
            return rule is null ? Outcome.Done : Delete(db, rule, row, me, now);
        }

        if (!decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours))
        {
            return Outcome.Refused("请填写工作小时，例如 8 或 1.5");
        }

        if (rule is not null)
        {
            return rule.Change(hours, row.Type, me, now);
        }

        var outcome = DueRule.Create(row.TypeId, row.Type, priority, hours, me, now, out var added);
        if (added is not null)
        {
            db.Add(added);
        }

        return outcome;
    }

    private static Outcome Delete(AppDb db, DueRule rule, DueHoursRow row, CurrentUser me, DateTimeOffset now)
    {
        var outcome = rule.Delete(row.Type, me, now);
        if (!outcome.IsRefused)
        {
            db.Remove(rule);
        }

        return outcome;
    }
}

/// <summary>The hours of one type; an empty cell means that the rule for all types applies. The type is null in the row for all types.</summary>
internal sealed class DueHoursRow(int? typeId, string? type, DueTable table)
{
    public int? TypeId => typeId;

    public string? Type => type;

    public Dictionary<Priority, string?> Hours { get; } = Enum.GetValues<Priority>().ToDictionary(p => p, p => Rule(table, typeId, p)?.Hours.ToString("0.#", CultureInfo.InvariantCulture));

    /// <summary>The versions of the rules that the row shows.</summary>
    public Dictionary<Priority, int> Versions { get; } = Enum.GetValues<Priority>().ToDictionary(p => p, p => Rule(table, typeId, p)?.Version ?? 0);

    private static DueRule? Rule(DueTable table, int? typeId, Priority priority) => table.Rules.FirstOrDefault(r => r.ProblemTypeId == typeId && r.Priority == priority);
}
