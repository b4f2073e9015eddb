using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>A feature that takes over data from successful answers of the loan core; registered by the feature.</summary>
public interface ILoanCoreReader
{
    /// <summary>Changes entities in <paramref name="db"/>, saved together with the snapshot. Called again after a concurrency conflict.</summary>
    Task ReadAsync(AppDb db, IdNumber id, LoanCorePerson person, DateTimeOffset now);
}
