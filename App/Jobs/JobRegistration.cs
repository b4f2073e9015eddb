namespace WorkOrders.Jobs;

/// <summary>Registers background jobs.</summary>
public static class JobRegistration
{
    /// <summary>Adds a job. <paramref name="name"/> is stored in the database, <paramref name="title"/> is Chinese and the localizer's key.</summary>
    public static void AddJob<T>(this IServiceCollection services, string name, string title, JobPlan plan)
        where T : IBackgroundJob => services.AddSingleton(new JobDefinition(name, title, typeof(T), plan));

    /// <summary>Adds a job that runs when its work is due. It leaves no record of a run without work.</summary>
    public static void AddDueJob<T>(this IServiceCollection services, string name, string title)
        where T : IDueJob => services.AddSingleton(new JobDefinition(name, title, typeof(T), JobPlan.WhenDue, IsQuiet: true));

    /// <summary>
    /// Calls a due job after the commit of an added or changed entity, for the moment that <paramref name="when"/> returns. Without it the
    /// sweep finds the work within a minute.
    /// </summary>
    public static void AddJobCall<T>(this IServiceCollection services, string job, Func<T, DateTimeOffset?> when)
        where T : class => services.AddSingleton(new JobTrigger(job, typeof(T), entity => when((T)entity)));
}

/// <summary>A saved entity of type <paramref name="Entity"/> makes work of a job due at the moment <paramref name="When"/> returns; null when it doesn't.</summary>
public sealed record JobTrigger(string Job, Type Entity, Func<object, DateTimeOffset?> When);
