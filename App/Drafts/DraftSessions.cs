using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Drafts;

/// <summary>Begins the drafts of the forms of one circuit.</summary>
public sealed class DraftSessions(
    IDbContextFactory<AppDb> factory, TimeProvider time, BrowserWindow window, LiveEvents live, IMemoryCache memory, IOptions<PausingOptions> options, ILogger<DraftSession> log)
{
    internal IDbContextFactory<AppDb> Factory => factory;

    internal TimeProvider Time => time;

    internal BrowserWindow Window => window;

    internal LiveEvents Live => live;

    internal IMemoryCache Memory => memory;

    internal TimeSpan KeptFor => options.Value.KeptFor;

    internal ILogger Log => log;

    /// <summary>The forms that are disposed now were not left by the user: the tab is reloaded, closed or paused.</summary>
    internal bool IsCircuitClosed { get; set; }

    /// <summary>The draft of a form that is open now. Show it with <see cref="DraftBar"/>, which starts it.</summary>
    public DraftSession Begin(DraftKind kind, string key, CurrentUser me, DraftForm form) => new(this, kind, key, me, form);
}

/// <summary>Notes the end of the circuit, which comes before its components are disposed.</summary>
internal sealed class DraftsOfCircuit(DraftSessions sessions) : CircuitHandler
{
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        sessions.IsCircuitClosed = true;
        return Task.CompletedTask;
    }
}
