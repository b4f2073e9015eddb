namespace WorkOrders.Page;

/// <summary>A tab of the order page.</summary>
/// <param name="Key">Name of the tab in the URL.</param>
/// <param name="Name">The Chinese name, which is the localizer key.</param>
public sealed record OrderTab(string Key, string Name)
{
    public const string Info = "info";
    public const string Customer = "customer";
    public const string Contracts = "contracts";
    public const string FollowUps = "follow-ups";
    public const string Attachments = "attachments";
    public const string Records = "records";
    public const string History = "history";

    /// <summary>In the order of the page.</summary>
    public static readonly IReadOnlyList<OrderTab> All =
    [
        new(Info, "工单信息"), new(Customer, "客户"), new(Contracts, "合同详情"), new(FollowUps, "跟进记录"),
        new(Attachments, "附件"), new(Records, "操作记录"), new(History, "历史小结"),
    ];

    /// <summary>The key as in the URL; 工单信息 when it is missing or unknown.</summary>
    public static string KeyOf(string? inAddress) => All.FirstOrDefault(tab => tab.Key == inAddress)?.Key ?? Info;
}
