using WorkOrders.Shared;

namespace WorkOrders.Sheets;

/// <summary>Status of an import.</summary>
public enum ImportStatus
{
    [Named("待导入")]
    Checked,

    [Named("导入中")]
    Running,

    [Named("已导入")]
    Done,

    [Named("已停止")]
    Stopped,
}
