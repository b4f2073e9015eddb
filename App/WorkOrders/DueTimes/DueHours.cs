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

    /// <summary>Takes the typed hours over into the rules. Asks about every cell before the first one changes.</summary>
    public Outcome Take(AppDb db, IReadOnlyCollection<DueRule> rules, CurrentUser me, DateTimeOffset now)
    {
        List<DueHoursCell> cells = [.. Rows.SelectMany(row => Enum.GetValues<Priority>(), (row, priority) => new DueHoursCell(row, priority, rules))];
        var refused = cells.Find(cell => cell.Refusal(me) is not null);
        Wrong = refused?.Key;
        if (refused is not null)
        {
            return refused.Refusal(me)!;
        }

        cells.ForEach(cell => cell.Take(db, me, now));
        return Outcome.Done;
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

/// <summary>What was typed for a type and a priority, and the stored rule that it replaces.</summary>
internal sealed class DueHoursCell(DueHoursRow row, Priority priority, IEnumerable<DueRule> rules)
{
    private readonly DueRule? rule = rules.FirstOrDefault(r => r.ProblemTypeId == row.TypeId && r.Priority == priority);
    private readonly string typed = Normalise.Halfwidth(row.Hours[priority]);

    public (int? Type, Priority Priority) Key => (row.TypeId, priority);

    private bool IsDefaultRule => typed.Length == 0 && row.TypeId is not null;

    private decimal? Hours => decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) ? hours : null;

    public Outcome? Refusal(CurrentUser me) =>
        IsDefaultRule ? rule?.RefusalToDelete(me)
        : Hours is { } hours ? DueRule.RefusalOf(hours, me)
        : Outcome.Refused("请填写工作小时，例如 8 或 1.5");

    /// <summary>Changes, adds or deletes the rule. <see cref="Refusal"/> must be null.</summary>
    public void Take(AppDb db, CurrentUser me, DateTimeOffset now)
    {
        if (rule is not null)
        {
            db.Entry(rule).Property(r => r.Version).OriginalValue = row.Versions.GetValueOrDefault(priority);
        }

        if (IsDefaultRule)
        {
            Delete(db, me, now);
        }
        else if (rule is not null)
        {
            rule.Change(Hours!.Value, row.Type, me, now);
        }
        else
        {
            DueRule.Create(row.TypeId, row.Type, priority, Hours!.Value, me, now, out var added);
            db.Add(added!);
        }
    }

    private void Delete(AppDb db, CurrentUser me, DateTimeOffset now)
    {
        if (rule is not null)
        {
            rule.Delete(row.Type, me, now);
            db.Remove(rule);
        }
    }
}
