using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.Page.Editing;

/// <summary>What is typed in 编辑 and not saved yet, with what the form showed at first. Identifiers are masked unless they were typed.</summary>
public sealed record EditDraft(WorkOrderInput Input, WorkOrderInput Clean, int Version)
{
    /// <summary>The key is the order's number.</summary>
    public static readonly DraftKind Kind = new("edit-order", "编辑工单", draft => AddressOf(draft.Key))
    {
        Needs = Permission.ReadOrders,
        Texts = draft => draft.Read<EditDraft>() is { } typed ? typed.Input.TextsOver(typed.Clean) : [],
        Describe = draft => draft.Read<EditDraft>()?.Input.CustomerName,
    };

    /// <summary>The page with the form.</summary>
    public static string AddressOf(string number) => $"/work-orders/{number}";
}
