using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using WorkOrders.Shared;

namespace WorkOrders.Shell.Observability;

/// <summary>Adds the id of the acting user to every log line, for requests and for circuit activity.</summary>
internal sealed class UserScope(AuthenticationStateProvider authentication, ILogger<UserScope> logger) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        var me = CurrentUser.From((await authentication.GetAuthenticationStateAsync()).User);
        using (Begin(logger, me))
        {
            await next(context);
        }
    };

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        using (Begin(context.RequestServices.GetRequiredService<ILogger<UserScope>>(), CurrentUser.From(context.User)))
        {
            await next(context);
        }
    }

    private static IDisposable? Begin(ILogger logger, CurrentUser? me) => me is null ? null : logger.BeginScope("UserId:{UserId}", me.Id);
}
