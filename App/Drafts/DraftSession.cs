using Microsoft.Extensions.Caching.Memory;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Drafts;

/// <summary>
/// The draft of one open form: finds the one to go on with, keeps what is typed, and says what other windows hold. <see cref="EndAsync"/> saves the record and
/// removes the draft in one transaction.
/// </summary>
public sealed partial class DraftSession : IAsyncDisposable
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

    // Another window changed something while this one looked for its draft.
    private bool isToLookAround;
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

    /// <summary>Another window went on with the draft. What the form shows stays; what is typed from now on becomes a draft of its own.</summary>
    public bool WentElsewhere { get; private set; }

    /// <summary>Something is typed in the form.</summary>
    public bool HasText => form.Read() is not null;

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
        if (isGone)
        {
            return;
        }

        live = services.Live.OnDrafts(me.Id, () => form.OnPage(LookAroundAsync));
        await TryAsync(FindAsync);
        if (isGone)
        {
            // The form was left meanwhile, before there was a draft to release.
            await ReleaseAsync();
            return;
        }

        HasStarted = true;
        alive = services.Time.CreateTimer(_ => _ = form.OnPage(StayAsync), null, SignOfLife, SignOfLife);
        await (isToLookAround ? LookAroundAsync() : Task.CompletedTask);
        form.Show();
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

    /// <summary>True when the draft, as it is kept or as the form shows it, has these texts, or another draft of the form has.</summary>
    public async Task<bool> HasAsync(IReadOnlyCollection<string> texts)
    {
        if (IsSafe && form.Read() is { } shown && DraftRow.Says(DraftRow.Write(shown.Body), texts))
        {
            return true;
        }

        var isKept = false;
        return await TryAsync(async () => isKept = (await ReadAsync()).Any(row => row.Says(texts))) && isKept;
    }

    /// <summary>继续填写 of a draft that is offered, or 在这里继续 of one that another window holds. What is typed in this form so far is put aside.</summary>
    public async Task GoOnAsync(DraftRow offered, bool byForce = false)
    {
        await autosave.FlushAsync();
        if (!await IsSavedAsync())
        {
            // What is typed here would be lost; the form says that it is not saved.
            return;
        }

        if (form.OnlyOpened)
        {
            // The form that opens finds the draft as one of its own window.
            if (!byForce || await TryAsync(() => services.Factory.TakeOverAsync(offered, window!, me, services.Time.GetUtcNow(), byForce)))
            {
                await form.Restore(offered, null);
            }

            return;
        }

        if (!await TryAsync(() => TakeAsync(offered, byForce)))
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
        if (!hasEnded)
        {
            await ReleaseAsync();
        }
    }

    private static string? TextOf(DraftContent? content) => content is null ? null : DraftRow.Write(content.Body) + string.Join('\n', content.Files ?? []);

    // A form that goes with its circuit comes back by itself in the same window. One that was left doesn't.
    private async Task ReleaseAsync()
    {
        if (Id is { } id && window is not null)
        {
            await TryAsync(() => services.Factory.ReleaseDraftAsync(id, window, !services.IsCircuitClosed, me, services.Time.GetUtcNow()));
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
            (kept, WentElsewhere) = (text, false);
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
            services.Log.Log(DatabaseFailure.LevelOf(exception), exception, "The draft of a form can't be reached.");
            return false;
        }
    }
}
