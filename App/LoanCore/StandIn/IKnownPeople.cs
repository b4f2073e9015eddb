using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore.StandIn;

/// <summary>Known people of the stand-in core, so that demo customers exist in both systems; registered by the feature that stores people.</summary>
public interface IKnownPeople
{
    /// <summary>The person with this ID number; null when there is none.</summary>
    Task<KnownPerson?> FindAsync(AppDb db, IdNumber id);
}

/// <summary>Unmasked data of a person. It never leaves the Development host.</summary>
public sealed record KnownPerson(string Name, string? Phone, string? Address);
