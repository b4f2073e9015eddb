using WorkOrders.Shared;

namespace WorkOrders.Defaults.InDefault;

/// <summary>Actions of the 导出 of customers in default.</summary>
public static class DefaultExportActions
{
    public static readonly OperationAction Begun = new("default-customers-exported", "导出违约客户");
}
