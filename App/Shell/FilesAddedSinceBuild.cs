using Microsoft.AspNetCore.Routing.Matching;

namespace WorkOrders.Shell;

/// <summary>
/// When the application runs from its build folder, the framework maps a GET endpoint over all paths, for files that were added since the build. Routing looks
/// at methods before it looks whether there is such a file, so that every unknown path would take GET, and another method would be answered 405. With this
/// policy the endpoint stands for GET of paths with a file extension only, and an unknown path is 404 as it is when the application is published.
/// </summary>
internal sealed class FilesAddedSinceBuild : MatcherPolicy, INodeBuilderPolicy
{
    private const string Pattern = "{**path:file}";

    // Before the framework's policy for methods (-1000).
    public override int Order => -2000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsForFiles);

    public IReadOnlyList<PolicyNodeEdge> GetEdges(IReadOnlyList<Endpoint> endpoints) =>
        [new PolicyNodeEdge(true, endpoints), new PolicyNodeEdge(false, [.. endpoints.Where(e => !IsForFiles(e))])];

    public PolicyJumpTable BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges) =>
        new Table(DestinationOf(edges, true, exitDestination), DestinationOf(edges, false, exitDestination));

    private static int DestinationOf(IReadOnlyList<PolicyJumpTableEdge> edges, bool isForFiles, int exit)
    {
        foreach (var edge in edges)
        {
            if (edge.State.Equals(isForFiles))
            {
                return edge.Destination;
            }
        }

        return exit;
    }

    private static bool IsForFiles(Endpoint endpoint) => endpoint is RouteEndpoint { RoutePattern.RawText: Pattern };

    private sealed class Table(int withFiles, int withoutFiles) : PolicyJumpTable
    {
        public override int GetDestination(HttpContext httpContext) =>
            HttpMethods.IsGet(httpContext.Request.Method) && Path.HasExtension(httpContext.Request.Path.Value) ? withFiles : withoutFiles;
    }
}
