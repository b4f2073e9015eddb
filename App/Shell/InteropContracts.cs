using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.JSInterop;

namespace WorkOrders.Shell;

/// <summary>
/// JSON contracts for calls to JavaScript, without the interfaces that nobody sends. The serializer looks at every interface of an argument, such as
/// INumber&lt;int&gt; of a number, and each circuit has a serializer of its own. The contracts of these interfaces took 40 KB per circuit.
/// </summary>
internal sealed class InteropContracts : IJsonTypeInfoResolver
{
    private static readonly InteropContracts Shared = new();

    private readonly DefaultJsonTypeInfoResolver all = new();

    /// <summary>Call after Blazor was added. The framework has no option for it.</summary>
    public static void Use(IServiceCollection services)
    {
        var create = ActivatorUtilities.CreateFactory(services.Last(s => s.ServiceType == typeof(IJSRuntime)).ImplementationType!, []);
        services.AddScoped(provider =>
        {
            var runtime = (JSRuntime)create(provider, []);
            OptionsOf(runtime).TypeInfoResolver = Shared;
            return (IJSRuntime)runtime;
        });
    }

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => IsNeverSent(type) ? null : all.GetTypeInfo(type, options);

    // Interfaces of the base library, except collections that may be the type of a property.
    private static bool IsNeverSent(Type type) => type.IsInterface && type.Assembly == typeof(object).Assembly && !IsCollection(type);

    private static bool IsCollection(Type type) => type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) && !IsPair(type.GenericTypeArguments[0]);

    private static bool IsPair(Type item) => item.IsGenericType && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_JsonSerializerOptions")]
    private static extern JsonSerializerOptions OptionsOf(JSRuntime runtime);
}
