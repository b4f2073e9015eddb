namespace WorkOrders.Tests.Support;

/// <summary>Finds the root folder of the checkout.</summary>
public static class Repository
{
    public static readonly string Root = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "WorkOrders.sln")) ? folder : Find(Path.GetDirectoryName(folder.TrimEnd('/'))!);
}
