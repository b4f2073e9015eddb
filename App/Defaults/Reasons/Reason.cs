using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Reasons;

/// <summary>Reason for 违约 or 重生. The text is unique in every spelling; a reason in use can be disabled but not deleted.</summary>
public abstract class Reason : IRecorded, IVersioned
{
    public const int TextLength = 100;
    public const int DetailLength = 500;
    public const int LastSortOrder = 1_000_000;

    public int Id { get; private set; }

    public string Text { get; private set => TextKey = ComparisonForm.OfName(field = value); } = "";

    /// <inheritdoc cref="ComparisonForm"/>
    public string TextKey { get; private set; } = "";

    public string? Detail { get; private set; }

    public bool IsEnabled { get; private set; }

    public int SortOrder { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>违约原因 or 重生原因.</summary>
    [NotMapped]
    public abstract string Title { get; }

    public virtual ReasonFields Fields => new(Text, Detail, IsEnabled, SortOrder);

    /// <summary>修改. The fields must be validated.</summary>
    public Outcome Change(ReasonFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ChangeReasons))
        {
            return Outcome.Forbidden("您没有修改原因的权限");
        }

        var changes = Fields.ChangesTo(fields);
        if (changes.Count > 0)
        {
            Take(fields, now);
            Record(ReasonActions.Changed, changes, me, now);
        }

        return Outcome.Done;
    }

    /// <summary>调整顺序: numbers the reasons 1, 2, 3 …; one operation record lists all that moved.</summary>
    public static Outcome Reorder(IReadOnlyList<Reason> inOrder, CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ChangeReasons))
        {
            return Outcome.Forbidden("您没有修改原因的权限");
        }

        var moved = inOrder.Select((reason, i) => (Reason: reason, Place: i + 1)).Where(m => m.Reason.SortOrder != m.Place).ToList();
        var changes = moved.ConvertAll(m => FieldChange.Between(CommonFields.SortOrder, m.Reason.SortOrder, m.Place, m.Reason.Text)!);
        moved.ForEach(m => (m.Reason.SortOrder, m.Reason.UpdatedAt) = (m.Place, now));
        if (moved is [var (first, _), ..])
        {
            first.NewRecords.Add(OperationRecord.Of(me, now, CommonSubjects.Setting, first.GetType().Name, CommonActions.Reordered, changes));
        }

        return Outcome.Done;
    }

    /// <summary>Records the deletion; refused if a case uses the reason.</summary>
    public Outcome Delete(bool isUsed, CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ChangeReasons))
        {
            return Outcome.Forbidden("您没有修改原因的权限");
        }

        if (isUsed)
        {
            return InUse();
        }

        Record(ReasonActions.Deleted, [], me, now);
        return Outcome.Done;
    }

    internal Outcome InUse() => Outcome.Refused("原因“{0}”已被使用，不能删除，可以停用", Text);

    protected void Introduce(ReasonFields fields, CurrentUser me, DateTimeOffset now)
    {
        Take(fields, now);
        CreatedAt = now;
        Record(ReasonActions.Added, new ReasonFields(null, null, false, 0).ChangesTo(fields), me, now);
    }

    protected virtual void Take(ReasonFields fields, DateTimeOffset now) =>
        (Text, Detail, IsEnabled, SortOrder, UpdatedAt) =
            (Normalise.Line(fields.Text)!, Normalise.Text(fields.Detail), fields.IsEnabled, fields.SortOrder, now);

    private void Record(OperationAction action, IReadOnlyList<FieldChange> changes, CurrentUser me, DateTimeOffset now) =>
        NewRecords.Add(OperationRecord.Of(me, now, CommonSubjects.Setting, GetType().Name, action, changes, Text));

    internal static void Configure<T>(EntityTypeBuilder<T> builder)
        where T : Reason
    {
        builder.Property(r => r.Text).HasMaxLength(TextLength);
        builder.Property(r => r.Detail).HasMaxLength(DetailLength);
        builder.Property(r => r.TextKey).HasMaxLength(ComparisonForm.MaxLength);
        builder.HasIndex(r => r.TextKey).IsUnique();
    }
}
