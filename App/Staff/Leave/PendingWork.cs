using WorkOrders.Database;

namespace WorkOrders.Staff.Leave;

/// <summary>Work that stays behind during a leave; <paramref name="Text"/> is the localizer's key with the arguments <paramref name="Figures"/>.</summary>
public sealed record PendingWork(string Text, bool IsWarning, params object[] Figures);

/// <summary>A feature with pending work of people; registered by the feature.</summary>
public interface IPendingWork
{
    /// <summary>The person's pending work; empty when there is none.</summary>
    Task<IReadOnlyList<PendingWork>> OfAsync(AppDb db, int userId, DateTimeOffset now, CancellationToken token);
}
