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

    /// <summary>What is kept until the application is submitted.</summary>
    public ApplicationDraft ToDraft() => new(Customer?.Customer.Id, CustomerName, [.. Reasons.Order()], Severity, Rating, Remark);

    /// <summary>Fills the form with what was kept, with the customer read again.</summary>
    public void Restore(ApplicationDraft typed, IReadOnlyList<FileRow> files, FoundCustomer? customer)
    {
        ArgumentNullException.ThrowIfNull(typed);
        (Customer, CustomerName) = (customer, typed.CustomerName);
        Reasons.Clear();
        Reasons.UnionWith(typed.Reasons);
        (Severity, Rating) = (typed.Severity, typed.Rating);
        (Remark, Files) = (typed.Remark, files);
    }
}
