using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Files;
using WorkOrders.Form;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>The form of a follow-up.</summary>
public sealed partial class FollowUpForm : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim keeping = new(1);
    private LongForm? form;
    private FileField? fileField;
    private ElementReference box;
    private IJSObjectReference? script;
    private IJSObjectReference? local;
    private FollowUpInput input = null!;
    private IReadOnlyList<FieldError> errors = [];
    private ITimer? timer;
    private string? refusal;
    private string? draftText;
    private bool saving;
    private bool ended;
    private bool unkept;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public FollowUpWriting Writing { get; set; } = null!;

    [Parameter]
    public FollowUpRow? Newest { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    /// <summary>Put aside; what was typed stays as a draft.</summary>
    [Parameter]
    public EventCallback OnLeft { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<FollowUpForm> Log { get; set; } = null!;

    private string Title => Writing.Sequence is null ? "新增跟进记录" : "更新第 {0} 条跟进记录";

    private int Length => input.Content?.Length ?? 0;

    private string? ContentError => errors.FirstOrDefault(e => e.Field == FollowUpFields.ContentField)?.In(L);

    /// <summary>Another tab, another order, another page: the last words are kept, too.</summary>
    public async ValueTask DisposeAsync()
    {
        timer?.Dispose();
        if (unkept)
        {
            await KeepAsync();
        }

        // A save that is under way ends first; what waits behind it finds that there is nothing more to do.
        await keeping.WaitAsync();
        ended = true;
        keeping.Release();
        try
        {
            await (local?.InvokeVoidAsync("dispose") ?? ValueTask.CompletedTask);
            await (local?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (script?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its listener with it.
        }
    }

    protected override void OnInitialized() => input = new FollowUpInput(Writing.Fields, Writing.Files);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            script = await Js.InvokeAsync<IJSObjectReference>("import", "./js/draft.js");
            local = await script.InvokeAsync<IJSObjectReference>("watch", box, $"follow-up:{Me.Id}:{Order.Number}");
            if (await local.InvokeAsync<string?>("left") is { Length: > 0 } left && left != input.Content)
            {
                (input.Content, draftText) = (left, L["已恢复断线时填写的内容"]);
                Typed();
                StateHasChanged();
            }
        }
    }

    private IEnumerable<(string Value, string Text)> Of<T>()
        where T : struct, Enum => EnumText.Of<T>().Select(o => (o.Value.ToString(), L[o.Text].Value));

    private void Typed()
    {
        unkept = true;
        KeepIn(Pause);
    }

    private void KeepIn(TimeSpan pause)
    {
        timer ??= Time.CreateTimer(_ => _ = InvokeAsync(KeepAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(pause, Timeout.InfiniteTimeSpan);
    }

    private Task TakeFilesAsync(IReadOnlyList<FileRow> files)
    {
        input.Files = files;
        return KeepAsync();
    }

    // One write at a time: a later one has everything of an earlier.
    private async Task KeepAsync()
    {
        if (ended || saving || Length > FollowUpDraft.ContentLength)
        {
            return;
        }

        await keeping.WaitAsync();
        try
        {
            if (!ended && !saving)
            {
                unkept = false;
                var length = Length;
                await Factory.KeepDraftAsync(Order.Id, Writing.Sequence, Writing.Seen, input.Fields, Me, Time.GetUtcNow());
                await TellBrowserAsync("kept", length);
                draftText = L["草稿已保存"];
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogWarning(exception, "A draft could not be kept.");
            (unkept, draftText) = (true, L["草稿没有保存，请尽快保存跟进记录"]);
            KeepIn(Again);
        }
        finally
        {
            keeping.Release();
            StateHasChanged();
        }
    }

    private async Task SaveAsync()
    {
        // The second of two clicks finds the first one at work, or done.
        if (saving || ended)
        {
            return;
        }

        var fields = input.Fields;
        (errors, refusal) = ([.. fields.Errors()], null);
        if (errors.Count > 0)
        {
            form!.FocusFirstError();
            return;
        }

        if (fileField?.IsBusy == true)
        {
            refusal = L["附件还在上传，请等它完成或取消后再保存"];
            return;
        }

        saving = true;
        timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await keeping.WaitAsync();
        var outcome = await SaveAsync(fields);
        (saving, ended) = (false, ended || !outcome.IsRefused);
        keeping.Release();
        if (outcome.IsRefused)
        {
            refusal = L[outcome.Reason, [.. outcome.Arguments]];
            await KeepAsync();
            return;
        }

        unkept = false;
        await TellBrowserAsync("drop");
        await OnSaved.InvokeAsync();
    }

    private async Task<Outcome> SaveAsync(FollowUpFields fields)
    {
        try
        {
            return Writing.Sequence is { } sequence
                ? await Factory.UpdateFollowUpAsync(Order.Number, sequence, Writing.Version, fields, Me, Time.GetUtcNow())
                : await Factory.AddFollowUpAsync(Order.Number, fields, Writing.Seen, Me, Time.GetUtcNow());
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "A follow-up could not be saved.");
            return Outcome.Refused("暂时无法保存，填写的内容还在，请稍后再试。");
        }
    }

    // Put aside: what was typed stays as a draft.
    private async Task LeaveAsync()
    {
        if (unkept)
        {
            await KeepAsync();
        }

        await OnLeft.InvokeAsync();
    }

    private async Task TellBrowserAsync(string what, params object[] arguments)
    {
        try
        {
            await (local?.InvokeVoidAsync(what, arguments) ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // It hears of it when it is back.
        }
    }

    private async Task DropAsync()
    {
        // What is being kept is kept first: it would bring the draft back.
        await keeping.WaitAsync();
        try
        {
            await Factory.DropDraftAsync(Order.Id, Me);
            (ended, unkept) = (true, false);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "A draft could not be dropped.");
            refusal = L["暂时无法保存，请稍后再试。"];
        }
        finally
        {
            keeping.Release();
        }

        if (ended)
        {
            await TellBrowserAsync("drop");
            await OnLeft.InvokeAsync();
        }
    }
}
