namespace WorkOrders.Api;

/// <summary>The settings section Api.</summary>
public sealed class ApiOptions
{
    /// <summary>Shows the OpenAPI document and its page to everybody. When not set, only in Development.</summary>
    public bool? ShowDescription { get; set; }
}
