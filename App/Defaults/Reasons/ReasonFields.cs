using WorkOrders.Shared;

namespace WorkOrders.Defaults.Reasons;

/// <summary>Input fields of a reason.</summary>
public sealed record ReasonFields(string? Text, string? Detail, bool IsEnabled, int SortOrder)
{
    public const string TextField = "原因";
    public const string DetailField = "详细说明";
    public const string SortOrderField = "排序";
    public const string OnTimeMonthsField = "按时还款月数";

    /// <summary>Only for 重生原因: see <see cref="RenewalReason.OnTimeMonths"/>.</summary>
    public int? OnTimeMonths { get; init; }

    /// <summary>Validation errors; uniqueness of the text is checked by the database.</summary>
    public IEnumerable<FieldError> Errors()
    {
        if (Normalise.Line(Text) is not { } text)
        {
            yield return new FieldError(TextField, "{0}不能为空");
        }
        else if (text.Length > Reason.TextLength)
        {
            yield return new FieldError(TextField, "{0}不能超过 {1} 个字", Reason.TextLength);
        }
        else if (NumberInName.ErrorOf(TextField, text) is { } error)
        {
            yield return error;
        }

        if (Detail?.Length > Reason.DetailLength)
        {
            yield return new FieldError(DetailField, "{0}不能超过 {1} 个字", Reason.DetailLength);
        }
        else if (NumberInName.ErrorOf(DetailField, Detail) is { } error)
        {
            yield return error;
        }

        if (SortOrder is < 0 or > Reason.LastSortOrder)
        {
            yield return new FieldError(SortOrderField, "{0}应为 {1} 到 {2} 之间的整数", 0, Reason.LastSortOrder);
        }

        if (OnTimeMonths is < 1 or > RenewalReason.MostOnTimeMonths)
        {
            yield return new FieldError(OnTimeMonthsField, "{0}应为 {1} 到 {2} 之间的整数", 1, RenewalReason.MostOnTimeMonths);
        }
    }

    internal List<FieldChange> ChangesTo(ReasonFields to) =>
    [
        .. new[]
        {
            FieldChange.Between(ReasonActions.Text, Text, Normalise.Line(to.Text)),
            FieldChange.Between(ReasonActions.Detail, Detail, Normalise.Text(to.Detail)),
            FieldChange.Between(CommonFields.IsEnabled, IsEnabled, to.IsEnabled),
            FieldChange.Between(CommonFields.SortOrder, SortOrder, to.SortOrder),
            FieldChange.Between(ReasonActions.OnTimeMonths, OnTimeMonths, to.OnTimeMonths),
        }.OfType<FieldChange>(),
    ];
}
