using System.Collections.Concurrent;
using System.Reflection;

namespace WorkOrders.Shared;

/// <summary>The Chinese name of an enum value, which is the localizer's key.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NamedAttribute(string text) : Attribute
{
    public string Text => text;
}

/// <summary>Chinese names of enum values, used as keys of the localizer: <c>@L[order.Status.Text()]</c>.</summary>
public static class EnumText
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, string>> Tables = [];

    /// <summary>All names, for the translation test.</summary>
    public static IEnumerable<string> All => Members.Select(Text).Distinct();

    /// <summary>All values of the enums that have names.</summary>
    internal static IEnumerable<Enum> Members => typeof(EnumText).Assembly.GetTypes()
        .Where(type => type is { IsEnum: true, ContainsGenericParameters: false } && type.GetFields().Any(member => member.IsDefined(typeof(NamedAttribute))))
        .SelectMany(type => Enum.GetValues(type).Cast<Enum>());

    public static string Text(this Enum value) => Tables.GetOrAdd(value.GetType(), Read)[value.ToString()];

    /// <summary>The values of an enum in declaration order with their names, for drop-down lists.</summary>
    public static IReadOnlyList<(T Value, string Text)> Of<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => (value, value.Text()))];

    private static Dictionary<string, string> Read(Type type) => type.GetFields(BindingFlags.Static | BindingFlags.Public)
        .Where(field => field.IsDefined(typeof(NamedAttribute)))
        .ToDictionary(field => field.Name, field => field.GetCustomAttribute<NamedAttribute>()!.Text, StringComparer.Ordinal);
}
