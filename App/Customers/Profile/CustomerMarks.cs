namespace WorkOrders.Customers.Profile;

/// <summary>CSS class of the mark for each state of a customer.</summary>
public static class CustomerMarks
{
    public static string Mark(this CustomerStatus status) => status switch
    {
        CustomerStatus.Active => "settled",
        CustomerStatus.InPool => "unhandled",
        _ => "",
    };
}
