using WorkOrders.Shared;

namespace WorkOrders.Import;

/// <summary>Subjects in 操作记录.</summary>
public static class ImportSubjects
{
    /// <summary>An uploaded file of new orders. The key is the import's number.</summary>
    public static readonly OperationSubject Import = new("import");
}

/// <summary>Operations on an upload.</summary>
public static class ImportActions
{
    public static readonly OperationAction Started = new("import-started", "开始导入");
    public static readonly OperationAction Continued = new("import-continued", "继续导入");
    public static readonly OperationAction Stopped = new("import-stopped", "停止导入");
    public static readonly OperationAction Finished = new("import-finished", "导入完成");

    public static readonly FieldName File = new("import-file", "文件");
}

/// <summary>The download of the refused rows of an upload.</summary>
public static class RefusedRowsActions
{
    public static readonly OperationAction Exported = new("refused-rows-exported", "下载批量建单的错误行");

    public static readonly FieldName Import = new("export-import", "批量建单");
}

/// <summary>导出 of the desk.</summary>
public static class OrderExportActions
{
    public static readonly OperationAction Exported = new("orders-exported", "导出工单");

    public static readonly FieldName View = new("export-view", "视图");
    public static readonly FieldName Filter = new("export-filter", "筛选条件");
    public static readonly FieldName Orders = new("export-orders", "所选工单");
    public static readonly FieldName Columns = new("export-columns", "列");
    public static readonly FieldName IsMasked = new("export-masked", "脱敏");
}
