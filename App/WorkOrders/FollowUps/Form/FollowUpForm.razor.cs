using Microsoft.AspNetCore.Components;
using WorkOrders.Files;
using WorkOrders.Files.Field;
using WorkOrders.Shared;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui;

namespace WorkOrders.FollowUps.Form;

/// <summary>The form of a follow-up.</summary>
public sealed partial class FollowUpForm(ScreenServices services) : Screen(services), IAsyncDisposable
{
    private LongForm? form;
    private FileField? fileField;
    private TextField? content;
    private DraftAutosave draft = null!;
    private FollowUpInput input = null!;
    private IReadOnlyList<FieldError> errors = [];
    private string? draftText;
    private bool isDraft;
    private bool isLeaving;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public FollowUpWriting Writing { get; set; } = null!;

    [Parameter]
    public FollowUpRow? Newest { get; set; }

    /// <summary>A running save, for acts on the order that wait for it.</summary>
    [Parameter]
    public Pending Saving { get; set; } = new();

    [Parameter]
    public EventCallback OnSaved { get; set; }

    /// <summary>The form was closed; the text is kept as a draft.</summary>
    [Parameter]
    public EventCallback OnLeft { get; set; }

    private string Title => Writing.Sequence is null ? "新增跟进记录" : "更新第 {0} 条跟进记录";

    // After saving, the form stays until the new list is read.
    private bool IsSaving => IsActing || draft.HasEnded;

    // What would be typed after 保存 or 收起 belongs to no follow-up.
    private bool IsClosed => IsSaving || isLeaving;

    private int Length => input.Content?.Length ?? 0;

    /// <summary>Save the last changes when the user goes to another tab, order or page.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await draft.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        input = new FollowUpInput(Writing.Fields, Writing.Files) { Sms = Writing.Sms, SmsTemplate = Writing.SmsTemplate };
        isDraft = Writing.IsDraft;
        draft = new DraftAutosave(Time, WriteDraftAsync, InvokeAsync);
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

        var isKept = await TryInBackgroundAsync(() => Factory.KeepDraftAsync(Order.Id, Writing.Sequence, Writing.Seen, input.Fields, Me, Time.GetUtcNow()));
        if (isKept)
        {
            isDraft = true;
        }

        draftText = L[isKept ? "草稿已保存" : "草稿没有保存，请尽快保存跟进记录"];
        StateHasChanged();
        return isKept;
    }

    private async Task<object?> PauseAsync()
    {
        await draft.FlushAsync();
        return draft.HasEnded ? null : new PausedFollowUp(Writing.Sequence, isDraft, input.Sms, input.SmsTemplate);
    }

    private Task SaveAsync() => Saving.RunAsync(SaveOnceAsync);

    private async Task SaveOnceAsync()
    {
        // A double click: the first click is still running or already finished.
        if (IsSaving)
        {
            return;
        }

        var fields = input.Fields;
        (errors, Problem) = ([.. fields.Errors()], null);
        if (errors.Count > 0)
        {
            form!.FocusFirstError();
        }
        else if (fileField?.IsBusy == true)
        {
            Problem = L["附件还在上传，请等它完成或取消后再保存"];
        }
        else if (await ActAsync("跟进记录已保存", () => draft.EndAsync(() => Factory.SaveFollowUpAsync(Order.Number, Writing, fields, Me, Time.GetUtcNow()))))
        {
            await OnSaved.InvokeAsync();
        }
        else
        {
            await draft.KeepAsync();
            await (content?.FocusAsync() ?? ValueTask.CompletedTask);
        }
    }

    // Close the form and keep the text as a draft.
    private async Task LeaveAsync()
    {
        isLeaving = true;
        await draft.FlushAsync();
        await OnLeft.InvokeAsync();
    }

    private async Task DropAsync()
    {
        if (await ActAsync(null, () => draft.EndAsync(DropDraftAsync)))
        {
            await OnLeft.InvokeAsync();
        }
    }

    private async Task<Outcome> DropDraftAsync()
    {
        await Factory.DropDraftAsync(Order.Id, Me);
        return Outcome.Done;
    }
}
