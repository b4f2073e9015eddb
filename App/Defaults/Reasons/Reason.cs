using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Reasons;

/// <summary>Why a customer is in default or is renewed. The text is unique; one that is in use is not deleted but disabled.</summary>
public abstract class Reason : IRecorded, IVersioned
{
    public const int TextLength = 100;
    public const int DetailLength = 500;
    public const int LastSortOrder = 1_000_000;

    public int Id { get; private set; }

    public string Text { get; private set; } = "";

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

    public ReasonFields Fields => new(Text, Detail, IsEnabled, SortOrder);

    /// <summary>修改: the fields were checked.</summary>
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
            Record("修改原因", changes, me, now);
        }

        return Outcome.Done;
    }

    /// <summary>调整顺序: places that were alike or far apart become 1, 2, 3 …; one record tells of all that moved.</summary>
    public static Outcome Reorder(IReadOnlyList<Reason> inOrder, CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ChangeReasons))
        {
            return Outcome.Forbidden("您没有修改原因的权限");
        }

        var moved = inOrder.Select((reason, i) => (Reason: reason, Place: i + 1)).Where(m => m.Reason.SortOrder != m.Place).ToList();
        var changes = moved.ConvertAll(m => FieldChange.Between(m.Reason.Text, m.Reason.SortOrder, m.Place)!);
        moved.ForEach(m => (m.Reason.SortOrder, m.Reason.UpdatedAt) = (m.Place, now));
        if (moved is [var (first, _), ..])
        {
            first.NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, first.GetType().Name, "调整顺序", changes));
        }

        return Outcome.Done;
    }

    /// <summary>Puts on record that it goes; whether it may is asked of those that use it.</summary>
    public Outcome Delete(CurrentUser me, DateTimeOffset now)
    {
        if (!me.May(Permission.ChangeReasons))
        {
            return Outcome.Forbidden("您没有修改原因的权限");
        }

        Record("删除原因", [], me, now);
        return Outcome.Done;
    }

    protected void Introduce(ReasonFields fields, CurrentUser me, DateTimeOffset now)
    {
        Take(fields, now);
        CreatedAt = now;
        Record("新增原因", new ReasonFields(null, null, false, 0).ChangesTo(fields), me, now);
    }

    private void Take(ReasonFields fields, DateTimeOffset now) =>
        (Text, Detail, IsEnabled, SortOrder, UpdatedAt) = (Normalise.Text(fields.Text)!, Normalise.Text(fields.Detail), fields.IsEnabled, fields.SortOrder, now);

    private void Record(string action, IReadOnlyList<FieldChange> changes, CurrentUser me, DateTimeOffset now) =>
        NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, GetType().Name, action, changes, Text));

    internal static void Configure<T>(EntityTypeBuilder<T> builder)
        where T : Reason
    {
        builder.Property(r => r.Text).HasMaxLength(TextLength);
        builder.Property(r => r.Detail).HasMaxLength(DetailLength);
        builder.HasIndex(r => r.Text).IsUnique();
    }
}
