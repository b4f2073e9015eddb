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

/// <summary>How a draft reads and fills its form. All members run in the form's synchronization context.</summary>
public sealed record DraftForm
{
    /// <summary>What is typed now; null when nothing is.</summary>
    public required Func<DraftContent?> Read { get; init; }

    /// <summary>Fills the form with a draft. The object holds the real values behind its masks, when this server still has them.</summary>
    public required Func<DraftRow, object?, Task> Restore { get; init; }

    /// <summary>Renders the form.</summary>
    public required Action Show { get; init; }

    /// <summary>Runs a callback in the form's synchronization context.</summary>
    public required Func<Func<Task>, Task> OnPage { get; init; }

    /// <summary>False when this window's draft belongs to another occasion, such as an earlier call: it is offered then, not filled in.</summary>
    public Func<DraftRow, bool> Fits { get; init; } = _ => true;

    /// <summary>True when a draft that no window has open is filled in by itself: a form of a record that exists.</summary>
    public bool RestoresFree { get; init; }

    /// <summary>The draft that the form was opened with; the form has filled itself in.</summary>
    public DraftRow? Opened { get; init; }

    /// <summary>True when only <see cref="Opened"/> is gone on with; <see cref="Restore"/> then opens another form.</summary>
    public bool OnlyOpened { get; init; }

    /// <summary>True when the form has filled itself in with what it kept during a pause: this window's draft is gone on with, and not filled in.</summary>
    public Func<bool> HasComeBack { get; init; } = () => false;
}

/// <summary>What a form has to keep.</summary>
/// <param name="Body">Written as JSON. Masked values must be masked in it.</param>
/// <param name="Files">Keys of the uploaded files.</param>
/// <param name="BehindMasks">Real values behind the masks; they stay in this server's memory.</param>
public sealed record DraftContent(object Body, IReadOnlyList<string>? Files = null, object? BehindMasks = null);

/// <summary>
/// The draft of one open form: finds the one to go on with, keeps what is typed, and says what other windows hold. <see cref="EndAsync"/> saves the record and
/// removes the draft in one transaction.
/// </summary>
public sealed class DraftSession : IAsyncDisposable
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromMinutes(1);

    private readonly DraftSessions services;
    private readonly DraftKind kind;
    private readonly string key;
    private readonly CurrentUser me;
    private readonly DraftForm form;
    private readonly DraftAutosave autosave;
    private string? window;
    private string? kept;
    private bool hasBegun;
    private bool isGone;
    private IDisposable? live;
    private ITimer? alive;

    internal DraftSession(DraftSessions services, DraftKind kind, string key, CurrentUser me, DraftForm form)
    {
        (this.services, this.kind, this.key, this.me, this.form) = (services, kind, key, me, form);
        autosave = new DraftAutosave(services.Time, WriteAsync, form.OnPage);
        (Id, Restored) = (form.Opened?.Id, form.Opened);
    }

    public DraftKind Kind => kind;

    /// <summary>Null until something was typed and kept.</summary>
    public long? Id { get; private set; }

    /// <summary>The draft that filled the form, as it was then.</summary>
    public DraftRow? Restored { get; private set; }

    /// <summary>A draft of this form that no window has open.</summary>
    public DraftRow? Offered { get; private set; }

    /// <summary>How many more there are.</summary>
    public int MoreOffered { get; private set; }

    /// <summary>A draft of this form that another window has open.</summary>
    public DraftRow? Elsewhere { get; private set; }

    /// <summary>How the last write ended, a key of the localizer; null before.</summary>
    public string? Status { get; private set; }

    /// <summary>True when what is typed is kept, or will be in a moment: leaving the form loses nothing.</summary>
    public bool IsSafe => HasEnded || (HasStarted && !HasFailed);

    /// <summary>The draft was discarded in another window. What the form shows is kept anew.</summary>
    public bool WasDiscarded { get; private set; }

    /// <summary>Saved, discarded or left.</summary>
    public bool HasEnded => autosave.HasEnded;

    /// <summary>The form may not save any more: what is typed is kept as it is.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The draft to go on with has been looked for, and the form filled with it.</summary>
    public bool HasStarted { get; private set; }

    private bool HasFailed { get; set; }

    /// <summary>Finds the draft to go on with. The second call does nothing.</summary>
    public async Task StartAsync()
    {
        if (hasBegun)
        {
            return;
        }

        hasBegun = true;
        window = await services.Window.IdAsync();
        await TryAsync(FindAsync);
        if (isGone)
        {
            return;
        }

        HasStarted = true;
        form.Show();

        live = services.Live.OnDrafts(me.Id, () => form.OnPage(LookAroundAsync));
        alive = services.Time.CreateTimer(_ => _ = form.OnPage(StayAsync), null, SignOfLife, SignOfLife);
        if (autosave.IsBehind)
        {
            await autosave.KeepAsync();
        }
    }

    /// <summary>Compares the form with what is kept. Called after each render, so that no field has to report.</summary>
    public void Look()
    {
        if (HasStarted && !HasEnded && !IsClosed && TextOf(form.Read()) != kept)
        {
            autosave.Typed();
        }
    }

    public void Typed() => autosave.Typed();

    public Task KeepAsync() => autosave.KeepAsync();

    /// <inheritdoc cref="DraftAutosave.FlushAsync"/>
    public Task FlushAsync() => autosave.FlushAsync();

    /// <inheritdoc cref="DraftAutosave.IsSavedAsync"/>
    public async Task<bool> IsSavedAsync() => await autosave.IsSavedAsync() && !HasFailed;

    /// <summary>Runs an act that saves the record and passes the id to <see cref="DraftKeeping.EndDraftAsync"/>. The draft goes on if it is refused.</summary>
    public Task<Outcome> EndAsync(Func<long?, Task<Outcome>> act) => autosave.EndAsync(async () =>
    {
        var outcome = await act(Id);
        if (!outcome.IsRefused)
        {
            Forget();
            HasFailed = false;
        }

        return outcome;
    });

    /// <summary>放弃: removes the draft.</summary>
    public Task<Outcome> DropAsync() => EndAsync(async id =>
    {
        if (id is { } gone)
        {
            await services.Factory.DropDraftAsync(gone, me, services.Time.GetUtcNow());
        }

        return Outcome.Done;
    });

    /// <summary>As <see cref="DropAsync()"/>; false when the database is out of reach.</summary>
    public Task<bool> TryDropAsync() => TryAsync(DropAsync);

    /// <summary>放弃 of a draft that is offered.</summary>
    public async Task DropAsync(DraftRow offered)
    {
        if (window is not null && await TryAsync(() => services.Factory.DropFreeDraftAsync(offered.Id, window, me, services.Time.GetUtcNow())))
        {
            await LookAroundAsync();
        }
    }

    /// <summary>继续填写 of a draft that is offered. What is typed in this form so far is put aside.</summary>
    public async Task GoOnAsync(DraftRow offered)
    {
        await autosave.FlushAsync();
        if (!await IsSavedAsync())
        {
            // What is typed here would be lost; the form says that it is not saved.
            return;
        }

        if (form.OnlyOpened)
        {
            await form.Restore(offered, null);
            return;
        }

        if (!await TryAsync(() => TakeAsync(offered)))
        {
            Status = "草稿暂时读不出来，请稍后再试";
        }

        await LookAroundAsync();
    }

    public async ValueTask DisposeAsync()
    {
        isGone = true;
        live?.Dispose();
        await (alive?.DisposeAsync() ?? ValueTask.CompletedTask);
        var hasEnded = HasEnded;
        await autosave.DisposeAsync();
        if (!hasEnded && Id is { } id && window is not null)
        {
            // A form that goes with its circuit comes back by itself in the same window. One that was left doesn't.
            await TryAsync(() => services.Factory.ReleaseDraftAsync(id, window, !services.IsCircuitClosed, me, services.Time.GetUtcNow()));
        }
    }

    private static string? TextOf(DraftContent? content) => content is null ? null : DraftRow.Write(content.Body) + string.Join('\n', content.Files ?? []);

    private async Task FindAsync()
    {
        var rows = await ReadAsync();
        var typed = TextOf(form.Read());
        if (form.OnlyOpened)
        {
            await GoOnWithOpenedAsync(rows);
            return;
        }

        var own = rows.FirstOrDefault(row => row.Window == window);
        if (own is not null && !form.Fits(own))
        {
            await services.Factory.ReleaseDraftAsync(own.Id, window!, isPutAside: true, me, services.Time.GetUtcNow());
            own = null;
        }

        var free = form.RestoresFree && typed is null ? rows.FirstOrDefault(IsLeft) : null;
        if ((own ?? free) is { } found)
        {
            if (typed is null)
            {
                await TakeAsync(found);
            }
            else if (form.HasComeBack())
            {
                Id = await services.Factory.TakeOverAsync(found, window!, me, services.Time.GetUtcNow()) ? found.Id : null;
            }
            else
            {
                // The user was faster: what is typed begins a draft of its own, and this one is offered.
                await services.Factory.ReleaseDraftAsync(found.Id, window!, isPutAside: true, me, services.Time.GetUtcNow());
            }
        }

        await SortAsync();
    }

    private async Task GoOnWithOpenedAsync(IReadOnlyList<DraftRow> rows)
    {
        if (form.Opened is { } opened)
        {
            // Another window may have gone on with it since the form read it.
            var now = rows.FirstOrDefault(row => row.Id == opened.Id);
            if (now is not null && !now.IsOpenElsewhere(window, services.Time.GetUtcNow()) && !now.SaysTheSameAs(opened))
            {
                await form.Restore(now, null);
                if (isGone)
                {
                    return;
                }

                now = null;
            }

            var isTaken = now is not null && await services.Factory.TakeOverAsync(now, window!, me, services.Time.GetUtcNow());
            Id = isTaken ? opened.Id : null;
            Restored = isTaken ? opened : null;
            kept = isTaken ? TextOf(form.Read()) : null;
        }

        await SortAsync();
    }

    private bool IsLeft(DraftRow row) => row.HandedBy is null && !row.IsOpenElsewhere(window, services.Time.GetUtcNow());

    private async Task TakeAsync(DraftRow row)
    {
        if (await services.Factory.TakeOverAsync(row, window!, me, services.Time.GetUtcNow()))
        {
            // It may have been written since it was read.
            await using var db = await services.Factory.CreateDbContextAsync();
            if (await db.Drafts.AsNoTracking().Of(me).Where(d => d.Id == row.Id).Select(DraftRow.Projection).FirstOrDefaultAsync() is { } now)
            {
                await form.Restore(now, services.Memory.Get(BehindMasks(now.Id)));
                (Id, Restored) = (now.Id, now);
                kept = TextOf(form.Read());
            }
        }
    }

    private async Task<IReadOnlyList<DraftRow>> ReadAsync()
    {
        await using var db = await services.Factory.CreateDbContextAsync();
        return await db.DraftsAsync(kind, key, me);
    }

    private async Task SortAsync()
    {
        var before = Id;
        var rows = await ReadAsync();
        var now = services.Time.GetUtcNow();
        List<DraftRow> others = [.. rows.Where(row => row.Id != Id && row.Window != window)];
        Elsewhere = others.Find(row => row.IsOpenElsewhere(window, now));
        var free = others.FindAll(row => !row.IsOpenElsewhere(window, now));
        (Offered, MoreOffered) = (free.FirstOrDefault(), Math.Max(0, free.Count - 1));
        if (before is not null && before == Id && rows.Count < DraftKeeping.Most && rows.All(row => row.Id != Id))
        {
            // Discarded in another window. What this one shows is kept anew.
            (Id, Restored, kept, WasDiscarded) = (null, null, null, true);
        }
    }

    private async Task LookAroundAsync()
    {
        if (!HasEnded && await TryAsync(SortAsync))
        {
            form.Show();
        }
    }

    private async Task StayAsync()
    {
        if (Id is { } id && !HasEnded)
        {
            await TryAsync(() => services.Factory.HoldDraftAsync(id, window!, me, services.Time.GetUtcNow()));
        }

        // A window that was killed tells nobody; its time runs out.
        if (Elsewhere is not null)
        {
            await LookAroundAsync();
        }
    }

    private async Task<bool> WriteAsync()
    {
        if (!HasStarted)
        {
            return false;
        }

        var content = form.Read();
        var text = TextOf(content);
        if (text is null || content is null)
        {
            HasFailed = Id is not null && !await TryAsync(DropOwnAsync);
            return !HasFailed;
        }

        var body = DraftRow.Write(content.Body);
        if (body.Length > Draft.BodyLength)
        {
            (Status, HasFailed) = ("内容太长，没有存成草稿，请尽快保存", true);
            form.Show();
            return true;
        }

        var isKept = await TryAsync(async () => Id = await services.Factory.KeepDraftAsync(kind, key, Id, window!, body, content.Files ?? [], me, services.Time.GetUtcNow()));
        if (isKept)
        {
            kept = text;
            if (content.BehindMasks is { } behind)
            {
                services.Memory.Set(BehindMasks(Id!.Value), behind, services.KeptFor);
            }
        }

        (Status, HasFailed) = (isKept ? "草稿已保存" : "草稿没有保存，请尽快保存", !isKept);
        form.Show();
        return isKept;
    }

    private async Task DropOwnAsync()
    {
        await services.Factory.DropDraftAsync(Id!.Value, me, services.Time.GetUtcNow());
        Forget();
    }

    private void Forget()
    {
        if (Id is { } id)
        {
            services.Memory.Remove(BehindMasks(id));
        }

        (Id, kept, Restored) = (null, null, null);
    }

    private (int, string, long) BehindMasks(long id) => (me.Id, "draft", id);

    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            services.Log.LogError(exception, "The draft of a form can't be reached.");
            return false;
        }
    }
}
