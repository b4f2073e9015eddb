using System.ComponentModel.DataAnnotations.Schema;
using WorkOrders.Shared;

namespace WorkOrders.Taxonomy;

/// <summary>A name in a list maintained by team leaders. It can be renamed, moved and disabled, but not deleted, because orders use it.</summary>
public abstract class ListedName : IRecorded, IVersioned
{
    public const int NameLength = 50;

    protected ListedName()
    {
    }

    protected ListedName(string name, int sortOrder) => (Name, SortOrder) = (name, sortOrder);

    public int Id { get; private set; }

    public string Name { get; private set => NameKey = ComparisonForm.OfName(field = value); } = "";

    /// <inheritdoc cref="ComparisonForm"/>
    public string NameKey { get; private set; } = "";

    public int SortOrder { get; private set; }

    public bool IsEnabled { get; private set; } = true;

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>The order field that uses this list.</summary>
    [NotMapped]
    public abstract FieldName Field { get; }

    /// <summary>The list's key in the operation records of settings.</summary>
    [NotMapped]
    public abstract string SettingKey { get; }

    /// <summary>新增: adds the operation record of the creation.</summary>
    public Outcome Introduce(CurrentUser me, DateTimeOffset now) =>
        IfAllowed(me, () => Record(ListActions.Added, [FieldChange.Between(Field, null, Name)], me, now));

    /// <summary>重命名 with a name checked by <see cref="CheckName"/>. Orders show the new name of a category, but keep the old text of a choice.</summary>
    public Outcome Rename(string name, CurrentUser me, DateTimeOffset now) => IfAllowed(me, () =>
    {
        var from = Name;
        Name = name;
        if (from != name)
        {
            Record(ListActions.Renamed, [FieldChange.Between(Field, from, name)], me, now);
        }
    });

    /// <summary>调整顺序: swaps places with a sibling.</summary>
    public Outcome ChangePlaces(ListedName sibling, int place, int siblingPlace, CurrentUser me, DateTimeOffset now) => IfAllowed(me, () =>
    {
        Record(CommonActions.Reordered, [FieldChange.Between(ListActions.Place, siblingPlace + 1, place + 1)], me, now);
        SortOrder = place;
        sibling.SortOrder = siblingPlace;
    });

    /// <summary>停用: new orders cannot use it; existing orders keep it.</summary>
    public Outcome Disable(CurrentUser me, DateTimeOffset now) => Switch(ListActions.Disabled, enabled: false, me, now);

    /// <summary>启用.</summary>
    public Outcome Enable(CurrentUser me, DateTimeOffset now) => Switch(ListActions.Enabled, enabled: true, me, now);

    /// <summary>Normalises the name, or refuses it: it must be filled in, not too long, and unique among its siblings.</summary>
    public static Outcome CheckName(string? typed, IEnumerable<string> siblings, out string name)
    {
        name = Normalise.Line(typed) ?? "";
        if (name.Length == 0)
        {
            return Outcome.Refused("请填写名称");
        }

        if (name.Length > NameLength)
        {
            return Outcome.Refused("名称不能超过 {0} 个字，现在有 {1} 个", NameLength, name.Length);
        }

        if (NumberInName.RefusalOf("名称", name) is { } refusal)
        {
            return refusal;
        }

        return ComparisonForm.OfName(name) is var form && siblings.Any(s => ComparisonForm.OfName(s) == form) ? Outcome.Refused("已经有“{0}”，请换一个名称", name) : Outcome.Done;
    }

    private static Outcome IfAllowed(CurrentUser me, Action act)
    {
        if (!me.May(Permission.ConfigureOrders))
        {
            return Outcome.Forbidden("您没有修改分类与选项的权限");
        }

        act();
        return Outcome.Done;
    }

    private Outcome Switch(OperationAction action, bool enabled, CurrentUser me, DateTimeOffset now) => IfAllowed(me, () =>
    {
        IsEnabled = enabled;
        Record(action, [], me, now);
    });

    private void Record(OperationAction action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now) =>
        NewRecords.Add(OperationRecord.Of(me, now, CommonSubjects.Setting, SettingKey, action, [.. changes.OfType<FieldChange>()], Name));
}
