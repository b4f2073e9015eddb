using WorkOrders.Defaults.Cases;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>The 导出 of customers in default, as it is on record.</summary>
public static class DefaultExportActions
{
    public static readonly OperationAction Exported = new("default-customers-exported", "导出违约客户");

    private static readonly FieldName Applicant = new("export-applicant", "申请人");
    private static readonly FieldName DecidedFrom = new("export-decided-from", "审核时间起");
    private static readonly FieldName DecidedBefore = new("export-decided-before", "审核时间止（不含）");

    /// <summary>The conditions that are set. Whoever types a telephone number as a name leaves it masked on record.</summary>
    internal static IEnumerable<FieldChange?> Filter(DefaultFilter filter, string? reason) =>
    [
        FieldChange.Between(CaseFields.Customer, null, FreeText.Parse(filter.CustomerName)),
        FieldChange.Between(DefaultCustomerActions.Status, null, filter.Status),
        FieldChange.Between(CaseFields.Severity, null, filter.Severity),
        FieldChange.Between(Applicant, null, FreeText.Parse(filter.Applicant)),
        FieldChange.Between(CaseFields.DefaultReasons, null, reason),
        FieldChange.Between(DecidedFrom, null, filter.From),
        FieldChange.Between(DecidedBefore, null, filter.Before),
    ];
}
