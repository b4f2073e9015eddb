using WorkOrders.Shared;

namespace WorkOrders.Staff.Sessions;

/// <summary>Where somebody is signed in, so that they know it again: "Edge · Windows". Browsers write each other's names too, so the order counts.</summary>
internal static class Device
{
    public const int MaxLength = 60;

    private const int Longest = 512;

    private static readonly (string Sign, string Name)[] Programs =
    [
        ("MicroMessenger", "WeChat"), ("wxwork", "WeCom"), ("DingTalk", "DingTalk"), ("QQBrowser", "QQ Browser"), ("360SE", "360 Browser"), ("Edg", "Edge"), ("OPR/", "Opera"),
        ("Firefox/", "Firefox"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
        [("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("HarmonyOS", "HarmonyOS"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    /// <summary>Null when the request doesn't say. A program that is not in the table is named by its first word, such as okhttp/4.9.</summary>
    public static string? Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        agent = agent.Length > Longest ? agent[..Longest] : agent;
        if (Normalise.Line(Normalise.Whole(agent)) is not { } known)
        {
            return null;
        }

        var program = NameIn(known, Programs) ?? known.Split(' ')[0];
        return Normalise.Start(NameIn(known, Systems) is { } system ? $"{program} · {system}" : program, MaxLength);
    }

    private static string? NameIn(string agent, (string Sign, string Name)[] table) =>
        Array.Find(table, row => agent.Contains(row.Sign, StringComparison.OrdinalIgnoreCase)).Name;
}
