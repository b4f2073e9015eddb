using WorkOrders.Benchmarks;
/// <summary>Startup hook in the application process; the runtime requires exactly this name without a namespace.</summary>
#pragma warning disable CA1050, MA0047
internal static class StartupHook
{
    public static void Initialize() => MemoryProbe.Listen();
}
