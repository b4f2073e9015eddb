using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Files;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.Applications.Form;

/// <summary>Form model of a 违约认定申请.</summary>
public sealed class ApplicationInput
{
    /// <summary>The chosen customer; null while only a name is typed.</summary>
    public FoundCustomer? Customer { get; private set; }

    public string? CustomerName { get; set; }

    /// <summary>Ids of the chosen reasons.</summary>
    public HashSet<int> Reasons { get; } = [];

    public string? Severity { get; set; }

    public string? Rating { get; set; }

    public string? Remark { get; set; }

    public IReadOnlyList<FileRow> Files { get; set; } = [];

    public bool IsEmpty => Fields() is { CustomerId: null, ReasonIds.Count: 0, Severity: null, FileKeys.Count: 0 }
        && string.IsNullOrEmpty(CustomerName) && Rating is null && string.IsNullOrEmpty(Remark);

    /// <summary>Takes the customer with their name; null takes back the choice and keeps the name.</summary>
    public void Choose(FoundCustomer? one) => (Customer, CustomerName) = (one, one?.Customer.Name ?? CustomerName);

    public ApplicationFields Fields() => new(
        Customer?.Customer.Id, CustomerName, Rating, [.. Reasons], ListAddress.Named<Severity>(Severity), Remark, [.. Files.Select(f => f.Key)]);

    /// <summary>The state to keep while the tab is paused.</summary>
    internal PausedApplication Pause() => new(Customer?.Customer.Id, CustomerName, [.. Reasons], Severity, Rating, Remark, Files);

    /// <summary>Restores what was kept, with the customer read again.</summary>
    internal void Restore(PausedApplication held, FoundCustomer? customer)
    {
        (Customer, CustomerName) = (customer, held.CustomerName);
        Reasons.UnionWith(held.Reasons);
        (Severity, Rating) = (held.Severity, held.Rating);
        (Remark, Files) = (held.Remark, held.Files);
    }
}

/// <summary>State of the form kept while the tab is paused. Telephone and ID number of the customer are not part of it.</summary>
internal sealed record PausedApplication(
    int? CustomerId, string? CustomerName, IReadOnlyList<int> Reasons, string? Severity, string? Rating, string? Remark, IReadOnlyList<FileRow> Files)
{
    public const string Key = "new-application";
}
