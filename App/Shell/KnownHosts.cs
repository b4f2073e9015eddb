using Microsoft.AspNetCore.HostFiltering;

namespace WorkOrders.Shell;

/// <summary>Which names the application answers to (AllowedHosts).</summary>
internal static class KnownHosts
{
    private const string NoAllowedHosts =
        "AllowedHosts: outside Development set it to the host names under which the application is reached, separated by semicolons, such as gongdan.example.com. * is not allowed.";

    private static readonly string[] Anything = ["*", "[::]", "0.0.0.0"];

    public static void AddKnownHosts(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            builder.Services.AddOptions<HostFilteringOptions>().Validate(options => !options.AllowedHosts.Any(Anything.Contains), NoAllowedHosts).ValidateOnStart();
        }
    }
}
