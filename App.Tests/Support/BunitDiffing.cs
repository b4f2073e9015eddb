using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace WorkOrders.Tests.Support;

/// <summary>Answers bUnit's question for AngleSharp.Diffing 1.x with the older file beside the tests (build/BunitDiffing.targets).</summary>
internal static class BunitDiffing
{
    private const string Name = "AngleSharp.Diffing";

#pragma warning disable CA2255 // Before the first test there is no other place.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Answer() => AssemblyLoadContext.Default.Resolving += Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == Name ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, Name + ".dll")) : null;
}
