using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>短信模板: a text that goes to customers, with names in braces for what differs.</summary>
public sealed class SmsTemplate : IRecorded, IVersioned
{
    public const int NameLength = 50;

    private SmsTemplate()
    {
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>Offered in forms.</summary>
    public bool IsEnabled { get; private set; }

    /// <summary>Stays for the history.</summary>
    public bool IsDeleted { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    public static Outcome Create(string? name, string? text, bool isEnabled, CurrentUser me, DateTimeOffset now, out SmsTemplate template)
    {
        template = new SmsTemplate();
        return template.Set("新建短信模板", name, text, isEnabled, me, now);
    }

    public Outcome Change(string? name, string? text, bool isEnabled, CurrentUser me, DateTimeOffset now) => Set("修改短信模板", name, text, isEnabled, me, now);

    public Outcome Delete(CurrentUser me, DateTimeOffset now)
    {
        if (Refusal(me) is { } refusal)
        {
            return refusal;
        }

        IsDeleted = true;
        Record("删除短信模板", [FieldChange.Between("模板名称", Name, null)], me, now);
        return Outcome.Done;
    }

    private Outcome Set(string action, string? name, string? text, bool isEnabled, CurrentUser me, DateTimeOffset now)
    {
        var (newName, newText) = (Normalise.Text(name), Normalise.Text(text));
        if ((Refusal(me) ?? RefusalOf(newName, newText)) is { } refusal)
        {
            return refusal;
        }

        FieldChange?[] changes =
        [
            FieldChange.Between("模板名称", Name.Length == 0 ? null : Name, newName),
            FieldChange.Between("短信内容", Text.Length == 0 ? null : Text, newText),
            FieldChange.Between("启用", YesNo(IsEnabled), YesNo(isEnabled)),
        ];
        (Name, Text, IsEnabled) = (newName!, newText!, isEnabled);
        Record(action, changes, me, now);
        return Outcome.Done;
    }

    private static string YesNo(bool value) => value ? "是" : "否";

    private static Outcome? RefusalOf(string? name, string? text) =>
        name is null ? Outcome.Refused("请填写模板名称")
        : name.Length > NameLength ? Outcome.Refused("模板名称最多 {0} 个字", NameLength)
        : text is null ? Outcome.Refused("请填写短信内容")
        : text.Length > SmsText.MaxLength ? Outcome.Refused("短信内容最多 {0} 个字", SmsText.MaxLength)
        : SmsText.UnknownIn(text) is { } unknown ? Outcome.Refused("不认识占位符“{0}”，可以用：{1}", unknown, string.Join(' ', SmsText.Placeholders.Keys))
        : null;

    private Outcome? Refusal(CurrentUser me) => IsDeleted ? Outcome.Refused("这条设置已被删除") : me.May(Permission.ConfigureOrders) ? null : Outcome.Refused("没有权限");

    private void Record(string action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now) =>
        NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Setting, "SmsTemplates", action, [.. changes.OfType<FieldChange>()]));

    internal sealed class Configuration : IEntityTypeConfiguration<SmsTemplate>
    {
        public void Configure(EntityTypeBuilder<SmsTemplate> builder)
        {
            builder.Property(t => t.Name).HasMaxLength(NameLength);
            builder.Property(t => t.Text).HasMaxLength(SmsText.MaxLength);
        }
    }
}
