using System.Globalization;

namespace WorkOrders.Benchmarks;

/// <summary>Prints the measured figures with their limits.</summary>
internal static class Figures
{
    private static int over;

    public static void Head(string title)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine($"{"",-58}{"p50 ms",10}{"p95 ms",10}{"limit",10}");
    }

    /// <summary>Prints p50 and p95; the limit applies to p95.</summary>
    public static bool Print(string name, List<double> milliseconds, double limit)
    {
        var isOver = Percentile(milliseconds, 95) > limit;
        over += isOver ? 1 : 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-58}{Percentile(milliseconds, 50),10:F1}{Percentile(milliseconds, 95),10:F1}{limit,10:F0}  {(isOver ? "OVER" : "ok")}"));
        return isOver;
    }

    public static void PrintOne(string name, double value, double limit, bool atLeast, string unit)
    {
        var isOver = atLeast ? value < limit : value > limit;
        over += isOver ? 1 : 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58}{value,10:F1} {unit,-9}{limit,10:F0}  {(isOver ? "OVER" : "ok")}"));
    }

    /// <summary>Prints the summary and returns the exit code: 2 if a figure is over its limit.</summary>
    public static int Sum()
    {
        Console.WriteLine();
        Console.WriteLine(over == 0 ? "Every figure is within its limit." : $"{over} figures are over their limit.");
        return over == 0 ? 0 : 2;
    }

    public static double Percentile(List<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(sorted.Count * percent / 100.0) - 1)];
    }
}
