using WorkOrders.Shared;

namespace WorkOrders.Desk.Views;

/// <summary>The eight default views 默认视图, in display order.</summary>
public enum DeskView
{
    /// <summary>我发的全部工单: I created it.</summary>
    [Named("我发的全部工单")]
    Created,

    /// <summary>我的未处理工单: I am the handler, it is not settled, and I have not acted on it since it was assigned to me.</summary>
    [Named("我的未处理工单")]
    MyUnhandled,

    /// <summary>我的已处理工单: I have acted on it, it is not settled, and it is not in 我的未处理.</summary>
    [Named("我的已处理工单")]
    MyHandled,

    /// <summary>我的结单工单: settled, by me or while I was its handler.</summary>
    [Named("我的结单工单")]
    MySettled,

    /// <summary>全部工单.</summary>
    [Named("全部工单")]
    All,

    /// <summary>全部未处理.</summary>
    [Named("全部未处理")]
    AllUnhandled,

    /// <summary>全部处理中.</summary>
    [Named("全部处理中")]
    AllProcessing,

    /// <summary>全部结单工单.</summary>
    [Named("全部结单工单")]
    AllSettled,
}

/// <summary>URL names and display names of the views.</summary>
public static class DeskViews
{
    /// <summary>All views in display order, with the URL name and the Chinese name, which is the localizer key.</summary>
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

    /// <summary>The view with this URL name, or null.</summary>
    public static DeskView? Find(string? slug) =>
        All.Where(v => string.Equals(v.Slug, slug, StringComparison.OrdinalIgnoreCase)).Select(v => (DeskView?)v.View).FirstOrDefault();

    /// <summary>The desk entries that the view reads; null for 我发的 and 全部….</summary>
    public static MyView? Mine(this DeskView view) => view switch
    {
        DeskView.MyUnhandled => MyView.Unhandled,
        DeskView.MyHandled => MyView.Handled,
        DeskView.MySettled => MyView.Settled,
        _ => null,
    };

    /// <summary>The status shown by an 全部… view.</summary>
    public static WorkOrderStatus? Status(this DeskView view) => view switch
    {
        DeskView.AllUnhandled => WorkOrderStatus.Unhandled,
        DeskView.AllProcessing => WorkOrderStatus.Processing,
        DeskView.AllSettled => WorkOrderStatus.Settled,
        _ => null,
    };
}
