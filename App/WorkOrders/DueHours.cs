namespace WorkOrders;

/// <summary>The section WorkOrders:DueHours of the settings: hours from now to the suggested due time 到期时间 by priority.</summary>
public sealed class DueHours
{
    public double Urgent { get; set; } = 4;

    public double High { get; set; } = 8;

    public double Normal { get; set; } = 24;

    public double Low { get; set; } = 72;

    public double For(Priority priority) => priority switch
    {
        Priority.Urgent => Urgent,
        Priority.High => High,
        Priority.Low => Low,
        _ => Normal,
    };
}
