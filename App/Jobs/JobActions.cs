using WorkOrders.Shared;

namespace WorkOrders.Jobs;

/// <summary>Actions of administrators on background jobs.</summary>
public static class JobActions
{
    public static readonly OperationAction RunNow = new("job-run-now", "立即运行任务");
    public static readonly OperationAction Paused = new("job-paused", "暂停任务");
    public static readonly OperationAction Resumed = new("job-resumed", "恢复任务");
}
