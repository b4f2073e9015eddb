using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.NewOrder;

/// <summary>What is typed in 新建工单 and not saved yet. Identifiers are masked unless they were typed.</summary>
/// <param name="Address">The page it was typed on: a screen pop carries the caller in its query.</param>
/// <param name="Input">The form.</param>
/// <param name="Clean">The form as it was at first.</param>
/// <param name="DueTyped">The due time is the user's own.</param>
/// <param name="Handler">Who shall get the order.</param>
/// <param name="Colleague">The chosen colleague.</param>
public sealed record OrderDraft(string Address, WorkOrderInput Input, WorkOrderInput Clean, bool DueTyped, HandlerKind Handler, int? Colleague)
{
    public const string Page = "/work-orders/new";

    /// <summary>Without key.</summary>
    public static readonly DraftKind Kind = new("new-order", "工单", draft => draft.Read<OrderDraft>()?.Address ?? Page)
    {
        Needs = Permission.CreateOrders,
        Texts = draft => draft.Read<OrderDraft>() is { } typed ? typed.Input.TextsOver(typed.Clean) : [],
        Describe = draft => draft.Read<OrderDraft>()?.Input is { } input ? Normalise.Text(input.CustomerName) ?? DraftRow.Brief(input.Description ?? input.Solution) : null,
    };
}
