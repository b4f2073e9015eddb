using WorkOrders.Drafts;

namespace WorkOrders.Page.Editing;

/// <summary>What is typed in 编辑 and not saved yet, with what the form showed at first. Identifiers are masked unless they were typed.</summary>
public sealed record EditDraft(WorkOrderInput Input, WorkOrderInput Clean, int Version)
{
    /// <summary>The key is the order's number.</summary>
    public static readonly DraftKind Kind = new("edit-order", "编辑工单", draft => $"/work-orders/{draft.Key}")
    {
        Describe = draft => draft.Read<EditDraft>()?.Input.CustomerName,
    };
}
