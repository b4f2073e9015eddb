using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>What an undo would give back: the values of both customers, the conflicts, and what third customers would give up.</summary>
internal sealed class UndoPlan
{
    private const string OfOther = "other.";

    private readonly CustomerMerge merge;
    private readonly Customer survivor;
    private readonly Customer loser;
    private readonly IReadOnlyDictionary<string, UndoChoice> choices;
    private readonly List<UndoConflict> conflicts = [];

    private UndoPlan(CustomerMerge merge, Customer survivor, Customer loser, IReadOnlyDictionary<string, UndoChoice> choices)
    {
        (this.merge, this.choices) = (merge, choices);
        (this.survivor, this.loser) = (survivor, loser);
    }

    public IReadOnlyList<UndoConflict> Conflicts => conflicts;

    public bool IsDecided => conflicts.TrueForAll(c => choices.ContainsKey(c.Key));

    public CustomerValues Survivor { get; private set; } = null!;

    public CustomerValues Loser { get; private set; } = null!;

    /// <summary>Unique values that the loser can't have again, because they stay with others.</summary>
    public List<(FieldName Field, object Value)> Dropped { get; } = [];

    /// <summary>Set when no choice can help: the enterprise's name belongs to another one now.</summary>
    public Outcome? Refusal { get; private set; }

    /// <summary>The unique values that third customers give up.</summary>
    public IEnumerable<(CustomerField Field, Customer Owner)> GivenUp =>
        conflicts.Where(c => c is { TakenBy: not null, CanTakeBefore: true } && TakesBefore(c.Key)).Select(c => (c.Field, c.TakenBy!));

    /// <summary>The survivor's present values that give way to those before the merge.</summary>
    public IEnumerable<UndoConflict> Overridden => conflicts.Where(c => c is { IsOfOther: false, Present: not null, CanTakeBefore: true } && TakesBefore(c.Key));

    public static async Task<UndoPlan> MakeAsync(
        AppDb db, CustomerMerge merge, Customer survivor, Customer loser, IReadOnlyDictionary<string, UndoChoice> choices, CurrentUser me, CancellationToken token)
    {
        var plan = new UndoPlan(merge, survivor, loser, choices);
        await plan.OfSurvivorAsync(db, token);
        await plan.OfLoserAsync(db, me, token);
        return plan;
    }

    private bool TakesBefore(string key) => choices.GetValueOrDefault(key) == UndoChoice.Before;

    private async Task OfSurvivorAsync(AppDb db, CancellationToken token)
    {
        var (before, after, present) = (merge.SurvivorBefore, merge.SurvivorAfter, survivor.Values);

        // A field that the merge didn't change stays as it is now.
        var fields = CustomerFields.All.Where(f => !Equals(f.Get(before), f.Get(after)) && !Equals(f.Get(present), f.Get(before))).ToList();
        var wanted = fields.Aggregate(present, (values, field) => field.Copy(values, before));
        var taken = (await db.TakenAsync(wanted, survivor.Id, token)).Where(t => t.Owner.Id != loser.Id).ToList();
        Survivor = present;
        foreach (var field in fields)
        {
            var takenBy = taken.Find(t => t.Field == field.Name)?.Owner;
            var conflict = new UndoConflict(field.Json, field, IsOfOther: false, field.Get(present), field.Get(before), takenBy);
            var isConflict = takenBy is not null || !Equals(field.Get(present), field.Get(after));
            if (isConflict)
            {
                conflicts.Add(conflict);
            }

            Survivor = !isConflict || (TakesBefore(conflict.Key) && conflict.CanTakeBefore) ? field.Copy(Survivor, before) : Survivor;
        }

        Survivor = Survivor.Type == CustomerType.Enterprise ? Survivor : Survivor with { TaxId = null };
        Survivor = survivor.Status == CustomerStatus.InPool ? Survivor with { OwnerId = null } : Survivor;
    }

    private async Task OfLoserAsync(AppDb db, CurrentUser me, CancellationToken token)
    {
        var before = merge.LoserBefore;
        var taken = (await db.TakenAsync(before, loser.Id, token)).Where(t => t.Owner.Id != survivor.Id).ToList();
        Loser = before;
        if (taken.Find(t => t.Field == CustomerFields.FullName) is { } name)
        {
            Refusal = name.Refusal(me);
            return;
        }

        if (before.Type == CustomerType.Enterprise && Survivor.Type == CustomerType.Enterprise && ComparisonForm.AreSame(before.Name, Survivor.Name))
        {
            Refusal = Outcome.Refused("两位客户不能都叫 {0}，请先修改保留的客户的名称", before.Name);
            return;
        }

        foreach (var field in CustomerFields.All.Where(f => f.Name == CustomerFields.Phone || f.Name == CustomerFields.IdNumber || f.Name == CustomerFields.TaxId))
        {
            var conflict = taken.Find(t => t.Field == field.Name)?.Owner is { } owner
                ? new UndoConflict(OfOther + field.Json, field, IsOfOther: true, null, field.Get(before), owner)
                : null;
            if (conflict is not null)
            {
                conflicts.Add(conflict);
            }

            var staysWithSurvivor = field.Get(before) is { } value && ComparisonForm.AreSame(value, field.Get(Survivor));
            if (staysWithSurvivor || (conflict is not null && !TakesBefore(conflict.Key)))
            {
                Dropped.Add((field.Name, field.Get(before)!));
                Loser = field.Copy(Loser, new CustomerValues());
            }
        }
    }
}
