using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Jobs;

/// <summary>One run of a background job 后台任务: when, on which node, how many rows it changed, how it ended.</summary>
public sealed class JobRun
{
    public const int ErrorLength = 500;

    private JobRun()
    {
    }

    public JobRun(string job, string node, DateTimeOffset now) => (Job, Node, StartedAt) = (job, node, now);

    public long Id { get; private set; }

    public string Job { get; private set; } = "";

    public string Node { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Rows { get; private set; }

    public JobRunStatus Status { get; private set; }

    /// <summary>Exception type and message, with personal numbers masked, cut to <see cref="ErrorLength"/>.</summary>
    public string? Error { get; private set; }

    public TimeSpan? Duration => EndedAt - StartedAt;

    public void Finish(int rows, DateTimeOffset now) => (Status, Rows, EndedAt) = (JobRunStatus.Done, rows, now);

    public void Fail(Exception exception, DateTimeOffset now) => (Status, Error, EndedAt) = (JobRunStatus.Failed, TextOf(exception), now);

    /// <summary>The same failure again: only the end time changes.</summary>
    public void FailAgain(DateTimeOffset now) => EndedAt = now;

    /// <summary>Interrupted: the node was shut down, or crashed and another node found the run still open.</summary>
    public void Cancel(DateTimeOffset now) => (Status, EndedAt) = (JobRunStatus.Cancelled, now);

    internal static string TextOf(Exception exception)
    {
        var text = FreeText.MaskNumbers($"{exception.GetType().Name}: {exception.Message}");
        return text.Length > ErrorLength ? string.Concat(text.AsSpan(0, ErrorLength - 1), "…") : text;
    }

    internal sealed class Configuration : IEntityTypeConfiguration<JobRun>
    {
        public void Configure(EntityTypeBuilder<JobRun> builder)
        {
            builder.ToTable("JobRuns");
            builder.Property(r => r.Job).HasMaxLength(40).IsUnicode(false);
            builder.Property(r => r.Node).HasMaxLength(200);
            builder.Property(r => r.Error).HasMaxLength(ErrorLength);
            builder.HasIndex(r => new { r.Job, r.Id }).HasDatabaseName("IX_JobRuns_OfOneJob");
            builder.HasIndex(r => r.StartedAt).HasDatabaseName("IX_JobRuns_StartedAt");
        }
    }
}

/// <summary>State of a run.</summary>
public enum JobRunStatus
{
    [Named("运行中")]
    Running,

    [Named("成功")]
    Done,

    [Named("失败")]
    Failed,

    [Named("已中断")]
    Cancelled,
}
