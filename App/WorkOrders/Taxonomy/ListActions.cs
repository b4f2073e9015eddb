using WorkOrders.Shared;

namespace WorkOrders.Taxonomy;

/// <summary>Operations on the lists of 分类与选项.</summary>
public static class ListActions
{
    public static readonly OperationAction Added = new("list-name-added", "新增");
    public static readonly OperationAction Renamed = new("list-name-renamed", "重命名");
    public static readonly OperationAction Disabled = new("list-name-disabled", "停用");
    public static readonly OperationAction Enabled = new("list-name-enabled", "启用");

    public static readonly FieldName Place = new("list-place", "顺序");
}
