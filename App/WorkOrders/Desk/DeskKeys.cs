using WorkOrders.Shared;

namespace WorkOrders.Desk;

/// <summary>Keyboard shortcuts of the desk, for the shortcut help. js/desk.js handles them.</summary>
internal static class DeskKeys
{
    private static readonly (string Key, string What)[] All =
    [
        ("/", "到筛选栏"),
        ("J", "下一行"),
        ("K", "上一行"),
        ("Enter", "打开工单"),
        ("Esc", "收起工单"),
        ("N", "新建工单"),
        ("F", "新增跟进"),
        ("Ctrl K", "搜索工单"),
        ("Shift ← →", "焦点在表头时调整列宽"),
        ("?", "显示这个列表"),
    ];

    public static IEnumerable<(string Key, string What)> For(CurrentUser me) => All.Where(k => k.Key != "N" || me.May(Permission.CreateOrders));
}
