namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>Keyboard shortcuts of the 审批台, for the help list; js/approval-desk.js handles them.</summary>
internal static class ApprovalDeskKeys
{
    public static readonly (string Key, string What)[] All =
    [
        ("J", "下一项"), ("K", "上一项"), ("A", "同意"), ("R", "驳回，先写审核意见"), ("Enter", "确认审核"), ("Esc", "返回"), ("X / Space", "选择这一项，用于批量审核"), ("?", "显示这个列表"),
    ];
}
