using WorkOrders.Shared;

namespace WorkOrders.Defaults.Reasons;

/// <summary>What people fill in of a reason.</summary>
public sealed record ReasonFields(string? Text, string? Detail, bool IsEnabled, int SortOrder)
{
    public const string TextField = "原因";
    public const string DetailField = "详细说明";
    public const string SortOrderField = "排序";

    /// <summary>What is wrong with them; that the text is unique is asked of the database.</summary>
    public IEnumerable<FieldError> Errors()
    {
        if (Normalise.Text(Text) is not { } text)
        {
            yield return new FieldError(TextField, "{0}不能为空");
        }
        else if (text.Length > Reason.TextLength)
        {
            yield return new FieldError(TextField, "{0}不能超过 {1} 个字", Reason.TextLength);
        }

        if (Detail?.Length > Reason.DetailLength)
        {
            yield return new FieldError(DetailField, "{0}不能超过 {1} 个字", Reason.DetailLength);
        }

        if (SortOrder is < 0 or > Reason.LastSortOrder)
        {
            yield return new FieldError(SortOrderField, "{0}应为 {1} 到 {2} 之间的整数", 0, Reason.LastSortOrder);
        }
    }

    internal List<FieldChange> ChangesTo(ReasonFields to) =>
    [
        .. new[]
        {
            FieldChange.Between(TextField, Text, Normalise.Text(to.Text)),
            FieldChange.Between(DetailField, Detail, Normalise.Text(to.Detail)),
            FieldChange.Between("状态", IsEnabled ? "启用" : "停用", to.IsEnabled ? "启用" : "停用"),
            FieldChange.Between(SortOrderField, SortOrder, to.SortOrder),
        }.OfType<FieldChange>(),
    ];
}
