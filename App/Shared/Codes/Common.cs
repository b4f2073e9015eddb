namespace WorkOrders.Shared;

/// <summary>Subjects shared by several features.</summary>
public static class CommonSubjects
{
    /// <summary>A list or rule that administrators edit; the key is its name.</summary>
    public static readonly OperationSubject Setting = new("setting");
}

/// <summary>Actions shared by several features.</summary>
public static class CommonActions
{
    public static readonly OperationAction Reordered = new("reordered", "调整顺序");
}

/// <summary>Fields shared by several features.</summary>
public static class CommonFields
{
    public static readonly FieldName Status = new("status", "状态");
    public static readonly FieldName IsEnabled = new("is-enabled", "启用");
    public static readonly FieldName SortOrder = new("sort-order", "排序");
    public static readonly FieldName Attachments = new("attachments", "附件");
    public static readonly FieldName Rows = new("rows", "行数");
}
