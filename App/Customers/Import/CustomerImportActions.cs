using WorkOrders.Shared;

namespace WorkOrders.Customers.Import;

/// <summary>Subjects in 操作记录.</summary>
public static class CustomerImportSubjects
{
    /// <summary>An uploaded file of customers. The key is the import's number.</summary>
    public static readonly OperationSubject Import = new("customer-import");
}

/// <summary>Operations on an upload of customers.</summary>
public static class CustomerImportActions
{
    public static readonly OperationAction Started = new("customer-import-started", "开始导入");
    public static readonly OperationAction Continued = new("customer-import-continued", "继续导入");
    public static readonly OperationAction Stopped = new("customer-import-stopped", "停止导入");
    public static readonly OperationAction Finished = new("customer-import-finished", "导入完成");

    /// <summary>The download of the rows that were not imported.</summary>
    public static readonly OperationAction RefusedExported = new("customer-import-refused-exported", "下载客户导入的错误行");

    public static readonly FieldName File = new("customer-import-file", "文件");
    public static readonly FieldName Existing = new("customer-import-existing", "已有的客户");
    public static readonly FieldName Filled = new("customer-import-filled", "补全");
    public static readonly FieldName Skipped = new("customer-import-skipped", "跳过");

    /// <summary>In the history of a customer: the import that made or completed it.</summary>
    public static readonly FieldName Import = new("customer-import", "客户导入");
}

/// <summary>What happens to a row whose customer exists.</summary>
public enum ExistingCustomers
{
    [Named("跳过")]
    Skip,

    /// <summary>Only empty fields are filled; nothing is overwritten.</summary>
    [Named("补全空字段")]
    Fill,
}
