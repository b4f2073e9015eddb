using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>商机阶段: the first four are open; 赢单 and 输单 are ends, from which an opportunity can be moved back to an open stage.</summary>
public enum OpportunityStage
{
    [Named("初步接触")]
    Contact,

    [Named("需求确认")]
    Needs,

    [Named("报价")]
    Quote,

    [Named("谈判")]
    Negotiation,

    [Named("赢单")]
    Won,

    [Named("输单")]
    Lost,
}

/// <summary>Rules of stages.</summary>
public static class OpportunityStages
{
    public static bool IsEnd(this OpportunityStage stage) => stage is OpportunityStage.Won or OpportunityStage.Lost;

    /// <summary>CSS class of the state mark.</summary>
    internal static string Mark(this OpportunityStage stage) => stage switch
    {
        OpportunityStage.Won => "settled",
        OpportunityStage.Lost => "refused",
        _ => "processing",
    };
}
