using System.Numerics;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using WorkOrders.Shell;

namespace WorkOrders.Tests;

/// <summary>The serializer of a circuit's calls to JavaScript.</summary>
public sealed class InteropContractsTests
{
    private readonly JsonSerializerOptions options = OfCircuit();

    [Fact]
    public void Arguments_are_written_with_their_collections()
    {
        object?[] arguments = [1, "a", null, new Dictionary<string, int> { ["b"] = 2 }, new Argument(["c"], new Dictionary<string, string> { ["d"] = "e" })];
        Assert.Equal("""[1,"a",null,{"b":2},{"names":["c"],"texts":{"d":"e"}}]""", JsonSerializer.Serialize(arguments, options));
    }

    [Fact]
    public void Interfaces_that_nobody_sends_have_no_contract()
    {
        JsonSerializer.Serialize<object?[]>([1, "a"], options);
        Assert.All([typeof(INumber<int>), typeof(IConvertible), typeof(ICollection<KeyValuePair<string, int>>)], type => Assert.False(options.TryGetTypeInfo(type, out _)));
    }

    private static JsonSerializerOptions OfCircuit()
    {
        var services = WebApplication.CreateBuilder().Services;
        services.AddRazorComponents().AddInteractiveServerComponents();
        InteropContracts.Use(services);
        using var provider = services.BuildServiceProvider();
        using var circuit = provider.CreateScope();
        var runtime = circuit.ServiceProvider.GetRequiredService<IJSRuntime>();
        return (JsonSerializerOptions)typeof(JSRuntime).GetProperty("JsonSerializerOptions", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(runtime)!;
    }

    private sealed record Argument(IReadOnlyList<string> Names, IReadOnlyDictionary<string, string> Texts);
}
