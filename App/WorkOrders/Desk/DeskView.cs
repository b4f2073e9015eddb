namespace WorkOrders.Desk;

/// <summary>The eight default views 默认视图, in the order in which they are shown.</summary>
public enum DeskView
{
    /// <summary>我发的全部工单: I created it.</summary>
    Created,

    /// <summary>我的未处理工单: I am the handler, it is not settled, and I did nothing on it since it came to me.</summary>
    MyUnhandled,

    /// <summary>我的已处理工单: I did a handling action on it, it is not settled and not in 我的未处理.</summary>
    MyHandled,

    /// <summary>我的结单工单: settled, by me or while I was its handler.</summary>
    MySettled,

    /// <summary>全部工单.</summary>
    All,

    /// <summary>全部未处理.</summary>
    AllUnhandled,

    /// <summary>全部处理中.</summary>
    AllProcessing,

    /// <summary>全部结单工单.</summary>
    AllSettled,
}

/// <summary>How a view is called and what it holds.</summary>
public static class DeskViews
{
    /// <summary>The views in their order, with the word in the URL and the Chinese name, which is the localizer's key.</summary>
    public static readonly IReadOnlyList<(DeskView View, string Slug, string Name)> All =
    [
        (DeskView.Created, "created", "我发的全部工单"),
        (DeskView.MyUnhandled, "my-unhandled", "我的未处理工单"),
        (DeskView.MyHandled, "my-handled", "我的已处理工单"),
        (DeskView.MySettled, "my-settled", "我的结单工单"),
        (DeskView.All, "all", "全部工单"),
        (DeskView.AllUnhandled, "unhandled", "全部未处理"),
        (DeskView.AllProcessing, "processing", "全部处理中"),
        (DeskView.AllSettled, "settled", "全部结单工单"),
    ];

    public static string Slug(this DeskView view) => All[(int)view].Slug;

    public static string Name(this DeskView view) => All[(int)view].Name;

    /// <summary>The view of that slug, or null.</summary>
    public static DeskView? Find(string? slug) =>
        All.Where(v => string.Equals(v.Slug, slug, StringComparison.OrdinalIgnoreCase)).Select(v => (DeskView?)v.View).FirstOrDefault();

    /// <summary>Which entries the view reads; null for 我发的 and 全部….</summary>
    public static MyView? Mine(this DeskView view) => view switch
    {
        DeskView.MyUnhandled => MyView.Unhandled,
        DeskView.MyHandled => MyView.Handled,
        DeskView.MySettled => MyView.Settled,
        _ => null,
    };

    /// <summary>The status that an 全部… view is about.</summary>
    public static WorkOrderStatus? Status(this DeskView view) => view switch
    {
        DeskView.AllUnhandled => WorkOrderStatus.Unhandled,
        DeskView.AllProcessing => WorkOrderStatus.Processing,
        DeskView.AllSettled => WorkOrderStatus.Settled,
        _ => null,
    };
}
