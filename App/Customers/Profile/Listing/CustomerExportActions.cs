using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Listing;

/// <summary>The 导出 of customers, as it is on record.</summary>
public static class CustomerExportActions
{
    public static readonly OperationAction Exported = new("customers-exported", "导出客户");

    private static readonly FieldName FollowedFrom = new("export-followed-from", "最后跟进从");
    private static readonly FieldName FollowedBefore = new("export-followed-before", "最后跟进止（不含）");

    /// <summary>The conditions that are set, numbers masked.</summary>
    internal static IEnumerable<FieldChange?> Filter(CustomerFilter filter) =>
    [
        FieldChange.Between(CustomerFields.FullName, null, FreeText.Parse(filter.Name)),
        FieldChange.Between(CustomerFields.Phone, null, filter.Phone?.Masked),
        FieldChange.Between(CustomerFields.IdNumber, null, filter.IdNumber?.Masked),
        FieldChange.Between(CustomerFields.TaxId, null, filter.TaxId),
        FieldChange.Between(CustomerFields.Type, null, filter.Type),
        FieldChange.Between(CustomerFields.Level, null, filter.Level),
        FieldChange.Between(CommonFields.Status, null, filter.Status),
        FieldChange.Between(CustomerFields.Owner, null, filter.OwnerId),
        FieldChange.Between(CustomerFields.Region, null, filter.Region),
        FieldChange.Between(CustomerFields.Industry, null, filter.Industry),
        FieldChange.Between(FollowedFrom, null, filter.From),
        FieldChange.Between(FollowedBefore, null, filter.Before),
    ];
}
