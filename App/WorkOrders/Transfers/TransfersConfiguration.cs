namespace WorkOrders.Transfers;

/// <summary>Registers 转出.</summary>
public static class TransfersConfiguration
{
    public static void AddTransfers(this IServiceCollection services)
    {
        services.AddOptions<TransferRules>();
        services.AddSingleton<Transferring>();
    }
}
