using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Form;

/// <summary>What is typed in the form of a customer and not saved yet, with what the form showed at first. Identifiers are masked unless they were typed.</summary>
/// <param name="Input">The form.</param>
/// <param name="Clean">The form as it was at first.</param>
/// <param name="Version">The customer's version then; null for a new customer.</param>
public sealed record CustomerDraft(CustomerInput Input, CustomerInput Clean, int? Version)
{
    public const string NewPage = "/customers/new";

    /// <summary>The key is the customer's id; empty for a new customer.</summary>
    public static readonly DraftKind Kind = new("customer", "客户", draft => AddressOf(draft.Key))
    {
        Needs = Permission.EditCustomers,
        Texts = draft => draft.Read<CustomerDraft>() is { } typed ? typed.Texts() : [],
        Describe = draft => Normalise.Text(draft.Read<CustomerDraft>()?.Input[CustomerFields.All[0]]),
    };

    /// <summary>The page with the form.</summary>
    public static string AddressOf(string key) => key.Length == 0 ? NewPage : $"/customers/{key}/edit";

    /// <summary>What was typed, over these values: a newer version of the customer, or the one that the form was opened with.</summary>
    public CustomerInput Over(CustomerValues values, int? version)
    {
        if (version == Version)
        {
            return Input.Over(values);
        }

        var now = CustomerInput.Of(values);
        foreach (var field in CustomerFields.All.Where(field => Input[field] != Clean[field]))
        {
            now[field] = Input[field];
        }

        return now;
    }

    private IReadOnlyList<DraftText> Texts() => DraftText.Of(
        CustomerFields.All.Where(field => field.Kind is not (CustomerFieldKind.Choice or CustomerFieldKind.Owner) && Input[field] != Clean[field])
            .Select(field => (field.Name.Text, Input[field])));
}
