using WorkOrders.Jobs.Running;

namespace WorkOrders.Jobs;

/// <summary>Registers background jobs.</summary>
public static class JobRegistration
{
    /// <summary>Adds a job. <paramref name="name"/> is stored in the database, <paramref name="title"/> is Chinese and the localizer's key.</summary>
    public static void AddJob<T>(this IServiceCollection services, string name, string title, JobPlan plan)
        where T : IBackgroundJob => services.AddSingleton(new JobDefinition(name, title, typeof(T), plan, IsLong: true));

    /// <summary>
    /// Adds a job that runs when its work is due. It leaves no record of a run without work. <paramref name="isLong"/>: a run may take longer than a
    /// few seconds, and must not hold up the others.
    /// </summary>
    public static void AddDueJob<T>(this IServiceCollection services, string name, string title, bool isLong = false)
        where T : IDueJob => services.AddSingleton(new JobDefinition(name, title, typeof(T), JobPlan.WhenDue, IsQuiet: true, isLong));

    /// <summary>
    /// Takes a daily job that earlier versions had out of the schedule. Any other name that this version doesn't know may be of a newer one, and stays.
    /// </summary>
    public static void RetireJob(this IServiceCollection services, string name) => services.AddSingleton(new RetiredJob(name));

    /// <summary>
    /// Calls a due job after the commit of an added or changed entity, for the moment that <paramref name="when"/> returns. Without it the
    /// sweep finds the work within a minute.
    /// </summary>
    public static void AddJobCall<T>(this IServiceCollection services, string job, Func<T, DateTimeOffset?> when)
        where T : class => services.AddSingleton(new JobTrigger(job, typeof(T), entity => when((T)entity) is { } at ? new JobCall(job, at) : null));

    /// <summary>
    /// Asks a due job for its next moment after the commit of an added or changed entity for which <paramref name="matters"/>. For a moment that
    /// the entity alone can't tell.
    /// </summary>
    public static void AddJobLook<T>(this IServiceCollection services, string job, Func<T, bool> matters)
        where T : class => services.AddSingleton(new JobTrigger(job, typeof(T), entity => matters((T)entity) ? new JobCall(job, At: null) : null));
}

/// <summary>A saved entity of type <paramref name="Entity"/> calls a job; <paramref name="Call"/> returns null when it doesn't.</summary>
public sealed record JobTrigger(string Job, Type Entity, Func<object, JobCall?> Call);
