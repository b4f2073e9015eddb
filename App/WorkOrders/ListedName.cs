using System.ComponentModel.DataAnnotations.Schema;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>A name in a list that team leaders keep: it can be renamed, moved and disabled, and is never deleted, because orders use it.</summary>
public abstract class ListedName : IRecorded, IVersioned
{
    public const int NameLength = 50;

    protected ListedName()
    {
    }

    protected ListedName(string name, int sortOrder) => (Name, SortOrder) = (name, sortOrder);

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public int SortOrder { get; private set; }

    public bool IsEnabled { get; private set; } = true;

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>The Chinese name of the list, which is the localizer's key.</summary>
    [NotMapped]
    public abstract string ListTitle { get; }

    /// <summary>The list's key among the operation records of settings.</summary>
    [NotMapped]
    public abstract string SettingKey { get; }

    /// <summary>新增: puts on record that somebody made it.</summary>
    public Outcome Introduce(CurrentUser me, DateTimeOffset now) =>
        IfAllowed(me, () => Record("新增", [FieldChange.Between(ListTitle, null, Name)], me, now));

    /// <summary>重命名: the name was checked (<see cref="CheckName"/>). Orders show a category's new name and keep a choice's old one.</summary>
    public Outcome Rename(string name, CurrentUser me, DateTimeOffset now) => IfAllowed(me, () =>
    {
        var from = Name;
        Name = name;
        if (from != name)
        {
            Record("重命名", [FieldChange.Between(ListTitle, from, name)], me, now);
        }
    });

    /// <summary>调整顺序, changing places with a sibling.</summary>
    public Outcome ChangePlaces(ListedName sibling, int place, int siblingPlace, CurrentUser me, DateTimeOffset now) => IfAllowed(me, () =>
    {
        Record("调整顺序", [FieldChange.Between("顺序", siblingPlace + 1, place + 1)], me, now);
        SortOrder = place;
        sibling.SortOrder = siblingPlace;
    });

    /// <summary>停用: new orders can't choose it; orders that have it keep it.</summary>
    public Outcome Disable(CurrentUser me, DateTimeOffset now) => Switch("停用", enabled: false, me, now);

    /// <summary>启用.</summary>
    public Outcome Enable(CurrentUser me, DateTimeOffset now) => Switch("启用", enabled: true, me, now);

    /// <summary>The name as it is stored, or why not: filled in, short, and once among its siblings.</summary>
    public static Outcome CheckName(string? typed, IEnumerable<string> siblings, out string name)
    {
        name = Normalise.Text(typed?.ReplaceLineEndings(" ")) ?? "";
        if (name.Length == 0)
        {
            return Outcome.Refused("请填写名称");
        }

        if (name.Length > NameLength)
        {
            return Outcome.Refused("名称不能超过 {0} 个字，现在有 {1} 个", NameLength, name.Length);
        }

        return siblings.Contains(name, StringComparer.OrdinalIgnoreCase) ? Outcome.Refused("已经有“{0}”，请换一个名称", name) : Outcome.Done;
    }

    private static Outcome IfAllowed(CurrentUser me, Action act)
    {
        if (!me.May(Permission.ConfigureOrders))
        {
            return Outcome.Refused("您没有修改分类与选项的权限");
        }

        act();
        return Outcome.Done;
    }

    private Outcome Switch(string action, bool enabled, CurrentUser me, DateTimeOffset now) => IfAllowed(me, () =>
    {
        IsEnabled = enabled;
        Record(action, [], me, now);
    });

    private void Record(string action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now) =>
        NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, SettingKey, action, [.. changes.OfType<FieldChange>()], Name));
}
