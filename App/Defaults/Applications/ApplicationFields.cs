using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>The input of a 违约认定申请.</summary>
/// <param name="CustomerId">The customer, if chosen from the list.</param>
/// <param name="CustomerName">Otherwise the name; an unknown name creates a customer. If both are given, they must match.</param>
/// <param name="LatestExternalRating">One of <see cref="ExternalRating.All"/>, or none.</param>
/// <param name="ReasonIds">At least one; all must be enabled.</param>
/// <param name="Severity">Required.</param>
/// <param name="Remark">At most 1000 characters.</param>
/// <param name="FileKeys">Files uploaded by the applicant and not attached to anything else but a withdrawn application.</param>
public sealed record ApplicationFields(
    int? CustomerId, string? CustomerName, string? LatestExternalRating, IReadOnlyList<int> ReasonIds, Severity? Severity, string? Remark,
    IReadOnlyList<string> FileKeys)
{
    public const string CustomerField = "客户名称";
    public const string RatingField = "最新外部评级";
    public const string ReasonsField = "违约原因";
    public const string SeverityField = "严重程度";
    public const string RemarkField = "备注";
    public const string FilesField = "附件";
    private const int MostReasons = 50;

    /// <summary>Validation errors that can be found without the database.</summary>
    public IEnumerable<FieldError> Errors()
    {
        if (CustomerId is null && Normalise.Line(CustomerName) is null)
        {
            yield return new FieldError(CustomerField, "{0}不能为空");
        }
        else if (CustomerName?.Length > Customers.Customer.NameLength)
        {
            yield return new FieldError(CustomerField, "{0}不能超过 {1} 个字", Customers.Customer.NameLength);
        }
        else if (NumberInName.ErrorOf(CustomerField, CustomerName) is { } error)
        {
            yield return error;
        }

        if (Normalise.Text(LatestExternalRating) is { } rating && !ExternalRating.All.Contains(rating))
        {
            yield return new FieldError(RatingField, "{0}应为 AAA 到 D 之间的评级");
        }

        if (ReasonIds.Count is 0 or > MostReasons)
        {
            yield return new FieldError(ReasonsField, "请选择 {1} 到 {2} 项{0}", 1, MostReasons);
        }
        else if (ReasonIds.Distinct().Count() != ReasonIds.Count)
        {
            yield return new FieldError(ReasonsField, "{0}有重复");
        }

        if (Severity is null)
        {
            yield return new FieldError(SeverityField, "{0}不能为空");
        }

        if (Remark?.Length > DecidedCase.RemarkLength)
        {
            yield return new FieldError(RemarkField, "{0}不能超过 {1} 个字", DecidedCase.RemarkLength);
        }

        if (FileKeys.Count > Evidence.Most)
        {
            yield return new FieldError(FilesField, "{0}最多 {1} 个", Evidence.Most);
        }
        else if (FileKeys.Distinct(StringComparer.Ordinal).Count() != FileKeys.Count)
        {
            yield return new FieldError(FilesField, "{0}有重复");
        }
    }
}
