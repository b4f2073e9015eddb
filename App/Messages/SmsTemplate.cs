using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>短信模板: a text for customers, with placeholders in braces.</summary>
public sealed class SmsTemplate : IRecorded, IVersioned
{
    public const int NameLength = 50;

    private SmsTemplate()
    {
    }

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>Whether forms offer the template.</summary>
    public bool IsEnabled { get; private set; }

    /// <summary>Soft-deleted: the row stays for the history.</summary>
    public bool IsDeleted { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>新建. <paramref name="template"/> is null when refused.</summary>
    public static Outcome Create(string? name, string? text, bool isEnabled, CurrentUser me, DateTimeOffset now, out SmsTemplate? template)
    {
        var made = new SmsTemplate();
        var outcome = made.Set(SmsTemplateActions.Added, name, text, isEnabled, me, now);
        template = outcome.IsRefused ? null : made;
        return outcome;
    }

    public Outcome Change(string? name, string? text, bool isEnabled, CurrentUser me, DateTimeOffset now) =>
        Set(SmsTemplateActions.Changed, name, text, isEnabled, me, now);

    public Outcome Delete(CurrentUser me, DateTimeOffset now)
    {
        if (Refusal(me) is { } refusal)
        {
            return refusal;
        }

        IsDeleted = true;
        Record(SmsTemplateActions.Deleted, [FieldChange.Between(SmsTemplateActions.Name, Name, null)], me, now);
        return Outcome.Done;
    }

    private Outcome Set(OperationAction action, string? name, string? text, bool isEnabled, CurrentUser me, DateTimeOffset now)
    {
        var (newName, newText) = (Normalise.Line(name), Normalise.Text(text));
        if ((Refusal(me) ?? RefusalOf(newName, newText)) is { } refusal)
        {
            return refusal;
        }

        FieldChange?[] changes =
        [
            FieldChange.Between(SmsTemplateActions.Name, Name.Length == 0 ? null : Name, newName),
            FieldChange.Between(SmsTemplateActions.Text, Text.Length == 0 ? null : Text, newText),
            FieldChange.Between(CommonFields.IsEnabled, IsEnabled, isEnabled),
        ];
        (Name, Text, IsEnabled) = (newName!, newText!, isEnabled);
        Record(action, changes, me, now);
        return Outcome.Done;
    }

    private static Outcome? RefusalOf(string? name, string? text) =>
        name is null ? Outcome.Refused("请填写模板名称")
        : name.Length > NameLength ? Outcome.Refused("模板名称最多 {0} 个字", NameLength)
        : NumberInName.RefusalOf(SmsTemplateActions.Name.Text, name) is { } refusal ? refusal
        : text is null ? Outcome.Refused("请填写短信内容")
        : text.Length > SmsText.MaxLength ? Outcome.Refused("短信内容最多 {0} 个字", SmsText.MaxLength)
        : SmsText.UnknownIn(text) is { } unknown ? Outcome.Refused("不认识占位符“{0}”，可以用：{1}", unknown, string.Join(' ', SmsText.Placeholders))
        : null;

    private Outcome? Refusal(CurrentUser me) => IsDeleted ? Outcome.Refused("这条设置已被删除") : me.May(Permission.ConfigureOrders) ? null : Outcome.Forbidden("没有权限");

    private void Record(OperationAction action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now) =>
        NewRecords.Add(OperationRecord.Of(me, now, CommonSubjects.Setting, "SmsTemplates", action, [.. changes.OfType<FieldChange>()]));

    internal sealed class Configuration : IEntityTypeConfiguration<SmsTemplate>
    {
        public void Configure(EntityTypeBuilder<SmsTemplate> builder)
        {
            builder.ToTable("SmsTemplates");
            builder.Property(t => t.Name).HasMaxLength(NameLength);
            builder.Property(t => t.Text).HasMaxLength(SmsText.MaxLength);
        }
    }
}
