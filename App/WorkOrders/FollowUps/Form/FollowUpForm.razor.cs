using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Files.Field;
using WorkOrders.Shared;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui;

namespace WorkOrders.FollowUps.Form;

/// <summary>The form of a follow-up.</summary>
public sealed partial class FollowUpForm(ScreenServices services, IJSRuntime js, ILogger<FollowUpForm> log) : Screen(services), IAsyncDisposable
{
    private LongForm? form;
    private FileField? fileField;
    private ElementReference box;
    private DraftAutosave draft = null!;
    private BrowserDraft? browser;
    private FollowUpInput input = null!;
    private IReadOnlyList<FieldError> errors = [];
    private string? refusal;
    private string? draftText;
    private bool saving;
    private bool isDraft;

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

    /// <summary>The form was closed; the text is kept as a draft.</summary>
    [Parameter]
    public EventCallback OnLeft { get; set; }

    private string Title => Writing.Sequence is null ? "新增跟进记录" : "更新第 {0} 条跟进记录";

    private int Length => input.Content?.Length ?? 0;

    private string? ContentError => errors.FirstOrDefault(e => e.Field == FollowUpFields.ContentField)?.In(L);

    /// <summary>Save the last changes when the user goes to another tab, order or page.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await draft.DisposeAsync();
        await (browser?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    protected override void OnInitialized()
    {
        input = new FollowUpInput(Writing.Fields, Writing.Files) { Sms = Writing.Sms, SmsTemplate = Writing.SmsTemplate };
        isDraft = Writing.IsDraft;
        draft = new DraftAutosave(Time, WriteDraftAsync, InvokeAsync);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            browser = await BrowserDraft.WatchAsync(js, box, $"follow-up:{Me.Id}:{Order.Number}");
            if (await browser.LeftAsync() is { Length: > 0 } left && left != input.Content)
            {
                (input.Content, draftText) = (left, L["已恢复断线时填写的内容"]);
                draft.Typed();
                StateHasChanged();
            }
        }
    }

    private IEnumerable<(string Value, string Text)> Of<T>()
        where T : struct, Enum => EnumText.Of<T>().Select(o => (o.Value.ToString(), L[o.Text].Value));

    private Task TakeFilesAsync(IReadOnlyList<FileRow> files)
    {
        input.Files = files;
        return draft.KeepAsync();
    }

    private async Task<bool> WriteDraftAsync()
    {
        if (Length > FollowUpDraft.ContentLength)
        {
            return true;
        }

        try
        {
            var length = Length;
            await Factory.KeepDraftAsync(Order.Id, Writing.Sequence, Writing.Seen, input.Fields, Me, Time.GetUtcNow());

            // Not awaited: a circuit that is being paused receives no response.
            _ = browser?.KeptAsync(length);
            isDraft = true;
            draftText = L["草稿已保存"];
            return true;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogWarning(exception, "A draft could not be saved.");
            draftText = L["草稿没有保存，请尽快保存跟进记录"];
            return false;
        }
        finally
        {
            StateHasChanged();
        }
    }

    private async Task<object?> PauseAsync()
    {
        if (draft.IsBehind)
        {
            await draft.KeepAsync();
        }

        return draft.HasEnded ? null : new PausedFollowUp(Writing.Sequence, isDraft, input.Sms, input.SmsTemplate);
    }

    private async Task SaveAsync()
    {
        // A double click: the first click is still running or already finished.
        if (saving || draft.HasEnded)
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
        var outcome = Outcome.Done;
        await draft.EndAsync(async () =>
        {
            outcome = await SaveAsync(fields);
            return !outcome.IsRefused && await DropInBrowserAsync();
        });
        saving = false;
        if (outcome.IsRefused)
        {
            refusal = L[outcome.Reason, [.. outcome.Arguments]];
            await draft.KeepAsync();
            return;
        }

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
            log.LogError(exception, "A follow-up could not be saved.");
            return Outcome.Refused("暂时无法保存，填写的内容还在，请稍后再试。");
        }
    }

    // Close the form and keep the text as a draft.
    private async Task LeaveAsync()
    {
        if (draft.IsBehind)
        {
            await draft.KeepAsync();
        }

        await OnLeft.InvokeAsync();
    }

    private async Task DropAsync()
    {
        // EndAsync waits for a running autosave, which would otherwise create the draft again.
        await draft.EndAsync(async () =>
        {
            try
            {
                await Factory.DropDraftAsync(Order.Id, Me);
                return await DropInBrowserAsync();
            }
            catch (Exception exception) when (exception.IsDatabaseFailure())
            {
                log.LogError(exception, "A draft could not be deleted.");
                refusal = L["暂时无法保存，请稍后再试。"];
                return false;
            }
        });
        if (draft.HasEnded)
        {
            await OnLeft.InvokeAsync();
        }
    }

    private async Task<bool> DropInBrowserAsync()
    {
        await (browser?.DropAsync() ?? Task.CompletedTask);
        return true;
    }
}
