using WorkOrders.Batch;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Dispatch;
using WorkOrders.DueTimes;
using WorkOrders.Events;
using WorkOrders.Files;
using WorkOrders.FollowUps;
using WorkOrders.Messages;
using WorkOrders.Staff.Leave;
using WorkOrders.Transfers;

namespace WorkOrders.Jobs;

/// <summary>The one place that lists the background jobs and when they run.</summary>
public sealed class JobList(IReadOnlyList<JobDefinition> jobs)
{
    public static readonly JobList Standard = new(
    [
        new("transfer-expiry", "转出请求到期", typeof(ExpireTransfers), JobPlan.Every(TimeSpan.FromSeconds(1)), IsQuiet: true),
        new("leave-end", "休假到期", typeof(LeaveEnd), JobPlan.Every(TimeSpan.FromSeconds(1)), IsQuiet: true),
        new("dispatch", "自动派发重试", typeof(DispatchWaiting), JobPlan.Every(TimeSpan.FromSeconds(5)), IsQuiet: true),
        new("outbox", "发送短信", typeof(SendSms), JobPlan.Every(TimeSpan.FromSeconds(1)), IsQuiet: true),
        new("file-clean-up", "清理文件", typeof(CleanUpFiles), JobPlan.Daily("03:10")),
        new("order-import", "批量建单", typeof(ImportOrders), JobPlan.Every(TimeSpan.FromSeconds(1)), IsQuiet: true),
        new("import-clean-up", "清理批量建单的数据", typeof(ClearImports), JobPlan.Daily("03:40")),
        new("due-reminder", "到期提醒", typeof(DueReminder), JobPlan.Every(TimeSpan.FromSeconds(30)), IsQuiet: true),
        new("daily-statistics", "每日统计", typeof(DailyStatistics), JobPlan.Daily("02:00")),
        new("notice-clean-up", "清理消息", typeof(ClearNotices), JobPlan.Daily("03:50")),
        new("draft-clean-up", "清理跟进草稿", typeof(ClearDrafts), JobPlan.Daily("03:00")),
        new("job-history", "清理任务记录", typeof(ClearJobRuns), JobPlan.Daily("03:30")),
    ]);

    public IReadOnlyList<JobDefinition> Jobs => jobs;

    /// <summary>Null for a job that another version of the application has.</summary>
    public JobDefinition? Find(string? name) => jobs.FirstOrDefault(j => j.Name == name);
}

/// <summary>A job: <paramref name="Title"/> is Chinese and the localizer's key, <paramref name="Name"/> stands in the database. A quiet one leaves no record of a run that found nothing to do: for jobs that look every second.</summary>
public sealed record JobDefinition(string Name, string Title, Type Work, JobPlan Plan, bool IsQuiet = false);

/// <summary>When a job runs: so long after its last end, or by the clock of Shanghai.</summary>
public sealed record JobPlan
{
    private JobPlan()
    {
    }

    public TimeSpan? Interval { get; private init; }

    /// <summary>HH:mm in Shanghai.</summary>
    public TimeOnly? At { get; private init; }

    public string? Cron => At is { } at ? $"0 {at.Minute} {at.Hour} * * ?" : null;

    public static JobPlan Every(TimeSpan interval) => new() { Interval = interval };

    public static JobPlan Daily(string at) => new() { At = TimeOnly.ParseExact(at, "HH:mm", System.Globalization.CultureInfo.InvariantCulture) };
}
