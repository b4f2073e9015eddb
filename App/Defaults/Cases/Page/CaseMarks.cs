namespace WorkOrders.Defaults.Cases.Page;

/// <summary>CSS class of the mark for each state: amber = pending, green = good, red = bad, none = over.</summary>
public static class CaseMarks
{
    public static string Mark(this DecisionStatus status) => status switch
    {
        DecisionStatus.Approved => "settled",
        DecisionStatus.Rejected => "refused",
        DecisionStatus.Withdrawn => "",
        _ => "unhandled",
    };

    public static string Mark(this DefaultStatus status) => status switch
    {
        DefaultStatus.Default => "danger",
        DefaultStatus.Renewed => "settled",
        _ => "",
    };

    public static string Mark(this Severity severity) => severity == Severity.High ? "overdue" : "";
}
