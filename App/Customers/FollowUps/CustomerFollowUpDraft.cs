using System.Globalization;
using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.Customers.FollowUps;

/// <summary>What is typed for a follow-up of a customer and not saved yet.</summary>
/// <param name="FollowUpKind">Name of the enum value.</param>
/// <param name="Content">The text.</param>
/// <param name="NextContactOn">下次联系.</param>
public sealed record CustomerFollowUpDraft(string? FollowUpKind, string? Content, DateOnly? NextContactOn)
{
    /// <summary>The key is the customer's id.</summary>
    public static readonly DraftKind Kind = new("customer-follow-up", "客户跟进", draft => "/customers/" + draft.Key)
    {
        Needs = Permission.EditCustomers,
        Describe = draft => DraftRow.Brief(draft.Read<CustomerFollowUpDraft>()?.Content),
        Texts = draft => draft.Read<CustomerFollowUpDraft>() is { } typed ? DraftText.Of((CustomerFollowUpActions.Content.Text, typed.Content)) : [],
    };

    public static string KeyOf(int customerId) => customerId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>State of the open form while its tab is paused.</summary>
internal sealed record PausedCustomerFollowUp(CustomerFollowUpDraft Typed)
{
    public static string KeyOf(int customerId) => "customer-follow-up:" + CustomerFollowUpDraft.KeyOf(customerId);
}
