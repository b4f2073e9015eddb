using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Page.Editing;

/// <summary>The result of saving an edited order in words.</summary>
internal sealed class EditTexts(IStringLocalizer<Text> texts, OrderLists lists, DateTimeOffset now)
{
    public string Title(EditResult.Contested contested) => contested.By is { } by
        ? texts["{0} 在 {1} 保存了这张工单（{2}）", Who(by), When(by), What(by)]
        : texts["别人刚刚保存了这张工单"];

    public string Of(EditResult.Saved saved) => saved.Merged.Count == 0
        ? texts["已保存"]
        : texts["已保存，并保留了 {0} 刚才修改的：{1}", saved.By is { } by ? Who(by) : "", string.Join(texts["、"], saved.Merged.Select(Change))];

    public string Of(EditResult.Refused refused)
    {
        var why = texts[refused.Outcome.Reason!, [.. refused.Outcome.Arguments]].Value;
        var who = refused.By is { } by ? texts["{0} 在 {1} 做了“{2}”。", Who(by), When(by), What(by)].Value : "";
        return $"{why} {who} {texts["您填写的内容没有保存，但还在下面，可以复制。"]}";
    }

    public FieldConflict Of(ContestedField field) =>
        new(field.Name, FieldTexts.Of(field.Before, lists, texts), FieldTexts.Of(field.Mine, lists, texts), FieldTexts.Of(field.Theirs, lists, texts));

    private string Change(ContestedField field) => $"{texts[field.Name]} → {FieldTexts.Of(field.Theirs, lists, texts) ?? texts["（空）"]}";

    private string Who(LastOperation by) => OperationRecord.ActorIn(texts, by.Actor);

    private string When(LastOperation by) => ShortTime.Of(by.At, now, texts);

    private string What(LastOperation by) => texts[by.Action.Text];
}
