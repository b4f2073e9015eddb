using WorkOrders.Benchmarks;

/// <summary>Found by the runtime under exactly this name, without a namespace, in the application's process.</summary>
#pragma warning disable CA1050, MA0047
internal static class StartupHook
{
    public static void Initialize() => MemoryProbe.Listen();
}
