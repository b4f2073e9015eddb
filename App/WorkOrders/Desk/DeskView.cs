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
