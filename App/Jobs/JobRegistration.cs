namespace WorkOrders.Jobs;

/// <summary>Registers background jobs.</summary>
public static class JobRegistration
{
    /// <summary>
    /// Adds a job. <paramref name="name"/> is stored in the database, <paramref name="title"/> is Chinese and the localizer's key.
    /// A quiet job leaves no record of a run without work.
    /// </summary>
    public static void AddJob<T>(this IServiceCollection services, string name, string title, JobPlan plan, bool isQuiet = false)
        where T : IBackgroundJob => services.AddSingleton(new JobDefinition(name, title, typeof(T), plan, isQuiet));
}
