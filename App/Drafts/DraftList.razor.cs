using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Drafts;

/// <summary>我没写完的: one's own drafts of all forms, newest first.</summary>
public sealed partial class DraftList(ScreenServices services, DraftKinds kinds, BrowserWindow window, LiveEvents liveEvents) : Screen(services)
{
    private IReadOnlyList<DraftRow>? rows;
    private long? read;
    private IDisposable? live;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        live?.Dispose();
    }

    protected override Task OnInitializedAsync() => ReadOnceAsync("", ReadAsync, Show);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            live = liveEvents.OnDrafts(Me.Id, () => InvokeAsync(RefreshAsync));
        }
    }

    private Task LoadAsync() => ReadAsync(ReadAsync, Show);

    private Task RefreshAsync() => RefreshAsync(ReadAsync, read =>
    {
        Show(read);
        StateHasChanged();
        return Task.CompletedTask;
    });

    private void Show(IReadOnlyList<DraftRow> read) => rows = read;

    private async Task<IReadOnlyList<DraftRow>> ReadAsync(AppDb db, CancellationToken token) =>
        await db.Drafts.AsNoTracking().Of(Me).OrderByDescending(d => d.SavedAt).ThenByDescending(d => d.Id)
            .Take(DraftKeeping.MostOfAll).Select(DraftRow.Projection).ToListAsync(token);

    private string TitleOf(DraftRow row) => kinds.Of(row.Form) is { } kind ? L[kind.Title] : row.Form;

    private string? Describe(DraftRow row) => kinds.Of(row.Form)?.Describe(row);

    // Where the form can't be opened any more, the draft is still read and copied here.
    private bool MayOpen(DraftRow row) => kinds.Of(row.Form) is { } kind && (kind.Needs is not { } permission || Me.May(permission));

    private IReadOnlyList<DraftText> TextsOf(DraftRow row) => kinds.Of(row.Form)?.Texts(row) is not { } texts ? []
        : row.HandedBy is null ? texts : [.. texts.Select(text => text with { Value = FreeText.MaskNumbers(text.Value) })];

    private string TextOf(DraftRow row) => string.Join('\n', TextsOf(row).Select(text => $"{L[text.Field]}：{text.Value}"));

    // This window takes the draft over; the form then finds it as its own. One that another window holds is taken after a question.
    private async Task GoOnAsync(DraftRow row)
    {
        if (await TakeAsync(row, byForce: false) is not { } isTaken)
        {
            return;
        }

        if (!isTaken)
        {
            await LoadAsync();
            if (rows?.FirstOrDefault(now => now.Id == row.Id) is not { } held)
            {
                Problem = L["这份草稿已经不在了。"];
                return;
            }

            if (!await Dialogs.MayTakeAsync(L, ShortTime.Of(held.SavedAt, Time.GetUtcNow(), L)) || await TakeAsync(held, byForce: true) is not true)
            {
                return;
            }
        }

        Navigator.NavigateTo(kinds.Of(row.Form)!.AddressOf(row));
    }

    // Null when the database is out of reach.
    private async Task<bool?> TakeAsync(DraftRow row, bool byForce)
    {
        bool? isTaken = null;
        await TryAsync(async () => isTaken = await Factory.TakeOverAsync(row, await window.IdAsync(), Me, Time.GetUtcNow(), byForce));
        return isTaken;
    }

    private async Task DropAsync(DraftRow row)
    {
        if (!await Dialogs.MayDropAsync(L, TitleOf(row)))
        {
            return;
        }

        var isDropped = false;
        if (await TryAsync(async () => isDropped = await Factory.DropFreeDraftAsync(row.Id, await window.IdAsync(), Me, Time.GetUtcNow())))
        {
            Problem = isDropped ? null : L["这份草稿正在另一个窗口里填写，请在那个窗口里放弃。"].Value;
            await LoadAsync();
        }
    }
}
