using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace WorkOrders.Api;

/// <summary>Adds to the OpenAPI document what the endpoints don't describe.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.OrdinalIgnoreCase) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "WorkOrders", Version = "v1" };

            // The framework names the host of the request here. Without it the address of the document counts.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.AddComponent(ApiConfiguration.TokenScheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiConfiguration.TokenScheme, document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
