using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Jobs;

/// <summary>The sets of background jobs. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class JobSets
{
    extension(AppDb db)
    {
        public DbSet<JobRun> JobRuns => db.Set<JobRun>();

        public DbSet<JobState> JobStates => db.Set<JobState>();
    }
}
