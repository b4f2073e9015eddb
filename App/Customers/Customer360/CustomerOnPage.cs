using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360;

/// <summary>The customer whose 360° view is open, as its blocks get it. <see cref="Keys"/> stay on the server.</summary>
/// <param name="Id">The customer's id.</param>
/// <param name="Name">The customer's name.</param>
/// <param name="Keys">The numbers by which orders belong to the customer.</param>
/// <param name="CanEdit">The user may add and change what belongs to the customer.</param>
/// <param name="IsInPool">Identifiers stay masked and can't be revealed.</param>
public sealed record CustomerOnPage(int Id, string Name, CustomerKeys Keys, bool CanEdit, bool IsInPool)
{
    /// <summary>How the user may reveal masked values of the customer.</summary>
    public RevealRight Right { get; init; }
}
