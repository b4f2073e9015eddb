using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Jobs;

/// <summary>What all nodes know of a job: whether it is paused, who runs it now, and when it runs next. <see cref="Running.JobTurns"/> changes the run.</summary>
public sealed class JobState
{
    private JobState()
    {
    }

    public JobState(string job) => Job = job;

    public string Job { get; private set; } = "";

    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>Start of the last run, also of one that left no record.</summary>
    public DateTimeOffset? LastRunAt { get; private set; }

    /// <summary>The earliest run that Hangfire holds for a moment to come.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>The run that has the job: Hangfire's id of it and a part of its own. Kept when the run is lost.</summary>
    public string? Holder { get; private set; }

    /// <summary>The lease of the run. A run that is alive renews it.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>Somebody called the job during the run: run once more after it.</summary>
    public bool IsWantedAgain { get; private set; }

    public void Pause(DateTimeOffset now) => (PausedAt, IsWantedAgain) = (now, false);

    public void Resume() => PausedAt = null;

    internal sealed class Configuration : IEntityTypeConfiguration<JobState>
    {
        public void Configure(EntityTypeBuilder<JobState> builder)
        {
            builder.ToTable("JobStates");
            builder.HasKey(s => s.Job);
            builder.Property(s => s.Job).HasMaxLength(40).IsUnicode(false);
            builder.Property(s => s.Holder).HasMaxLength(60).IsUnicode(false);
        }
    }
}
