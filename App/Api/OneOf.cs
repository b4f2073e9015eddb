using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace WorkOrders.Api;

/// <summary>An enum value in a query string, with the same names as in JSON bodies: PENDING, not 0.</summary>
internal readonly record struct OneOf<T>(T Value) : IParsable<OneOf<T>>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Names = Enum.GetValues<T>().ToDictionary(v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString()), StringComparer.Ordinal);

    public static OneOf<T> Parse(string s, IFormatProvider? provider) => new(Names[s]);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OneOf<T> result)
    {
        var found = Names.TryGetValue(s ?? "", out var value);
        result = new OneOf<T>(value);
        return found;
    }
}
