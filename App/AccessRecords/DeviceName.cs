using WorkOrders.Shared;

namespace WorkOrders.AccessRecords;

/// <summary>The header User-Agent in a few words. Whoever asks can write anything into it.</summary>
internal static class DeviceName
{
    public const int Length = 40;

    private const int LongestRead = 512;

    // Browsers name their ancestors too, so the order matters.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("MicroMessenger/", "WeChat"), ("wxwork/", "WeCom"), ("DingTalk/", "DingTalk"), ("QQBrowser/", "QQ Browser"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"), ("Version/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>"Chrome 131 · Windows"; of other programs the first word; null when there is none.</summary>
    public static string? Of(string? userAgent)
    {
        if (Normalise.Line(userAgent is { Length: > LongestRead } ? Normalise.Start(userAgent, LongestRead) : userAgent) is not { } text)
        {
            return null;
        }

        var (mark, browser) = Array.Find(Browsers, b => text.Contains(b.Mark, StringComparison.Ordinal));
        if (mark is null)
        {
            return Normalise.Start(FreeText.MaskNumbers(text.Split(' ')[0]), Length);
        }

        var version = new string([.. text[(text.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].TakeWhile(char.IsAsciiDigit).Take(4)]);
        var system = Array.Find(Systems, s => text.Contains(s.Mark, StringComparison.Ordinal)).Name;
        return $"{browser} {version}{(system is null ? "" : " · ")}{system}";
    }
}
