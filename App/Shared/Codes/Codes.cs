using System.Reflection;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WorkOrders.Shared;

/// <summary>Finds all coded values declared as static readonly fields, alone or in a list, so that no central table is needed.</summary>
public static class Codes
{
    /// <summary>Maximum length of a code, in characters.</summary>
    public const int MaxLength = 40;

    private static readonly FieldInfo[] Fields =
    [
        .. typeof(Codes).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => typeof(IEnumerable<ICoded>).IsAssignableFrom(field.FieldType) || typeof(ICoded).IsAssignableFrom(field.FieldType)),
    ];

    /// <summary>The coded types that can be stored in a column.</summary>
    internal static IEnumerable<Type> Kinds => typeof(Codes).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsInterface: false } && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICoded<>)));

    /// <summary>All instances of a coded type.</summary>
    public static IReadOnlyList<T> All<T>()
        where T : class, ICoded => Known<T>.All;

    /// <summary>The instance for a stored code. A code from a newer version becomes an unknown instance.</summary>
    public static T Of<T>(string code)
        where T : class, ICoded<T> => Known<T>.ByCode.GetValueOrDefault(code) ?? T.Unknown(code);

    private static class Known<T>
        where T : class, ICoded
    {
        public static readonly IReadOnlyList<T> All =
        [
            .. Fields.Where(field => field.FieldType.IsAssignableTo(typeof(T)) || field.FieldType.IsAssignableTo(typeof(IEnumerable<T>)) || typeof(T).IsInterface)
                .SelectMany(field => field.GetValue(null) is IEnumerable<ICoded> list ? list : [(ICoded)field.GetValue(null)!])
                .OfType<T>().Distinct(ReferenceEqualityComparer.Instance).Cast<T>(),
        ];

        public static readonly Dictionary<string, T> ByCode = All.GroupBy(one => one.Code, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
    }
}

/// <summary>Stores a coded type by its code.</summary>
internal sealed class CodeConverter<T>() : ValueConverter<T, string>(one => one.Code, code => Codes.Of<T>(code))
    where T : class, ICoded<T>;
