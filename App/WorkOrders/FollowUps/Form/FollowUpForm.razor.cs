using Microsoft.AspNetCore.Components;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.Files.Field;
using WorkOrders.Handling;
using WorkOrders.Shared;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui;

namespace WorkOrders.FollowUps.Form;

/// <summary>The form of a follow-up.</summary>
public sealed partial class FollowUpForm(ScreenServices services, DraftSessions drafts) : Screen(services), IAsyncDisposable
{
    private LongForm? form;
    private FileField? fileField;
    private TextField? content;
    private DraftSession draft = null!;
    private FollowUpInput input = null!;
    private IReadOnlyList<FieldError> errors = [];
    private FollowUpDraft clean = null!;
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

    /// <summary>Name of the order's handler, to say who has it now.</summary>
    [Parameter]
    public string? Handler { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    /// <summary>Another draft of the order is gone on with instead.</summary>
    [Parameter]
    public EventCallback<DraftRow> OnGoOn { get; set; }

    /// <summary>The form was closed; the text is kept as a draft.</summary>
    [Parameter]
    public EventCallback OnLeft { get; set; }

    // 新增 and 更新 are two forms.
    private string LocalKey => FormattableString.Invariant($"{PausedFollowUp.KeyOf(Order)}:{Writing.Sequence ?? 0}");

    private string Title => Writing.Sequence is null ? "新增跟进记录" : "更新第 {0} 条跟进记录";

    // After saving, the form stays until the new list is read.
    private bool IsSaving => IsActing || draft.HasEnded;

    // What would be typed after 保存 or 收起 belongs to no follow-up.
    private bool IsClosed => IsSaving || isLeaving;

    // Reassigned, transferred or settled meanwhile.
    private bool IsLost => !Order.CanFollowUp(Me);

    /// <summary>Save the last changes when the user goes to another tab, order or page.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await draft.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        input = new FollowUpInput(Writing.Fields, Writing.Files, Writing.Typed);
        clean = Typed;
        Problem = Writing.IsOutdated ? L["这条跟进记录后来被修改过。您填写的内容还在，请核对后再保存。"].Value : null;
        draft = drafts.Begin(FollowUpDraft.Kind, Order.Number, Me, new DraftForm
        {
            Read = ReadDraft,
            Restore = (row, _) => OnGoOn.InvokeAsync(row),
            Show = StateHasChanged,
            OnPage = InvokeAsync,
            Opened = Writing.Draft,
            OnlyOpened = true,
        });
    }

    protected override void OnParametersSet() => draft.IsClosed = IsLost;

    private IEnumerable<(string Value, string Text)> Of<T>()
        where T : struct, Enum => EnumText.Of<T>().Select(o => (o.Value.ToString(), L[o.Text].Value));

    private Task TakeFilesAsync(IReadOnlyList<FileRow> files)
    {
        input.Files = files;
        return draft.KeepAsync();
    }

    private FollowUpDraft Typed => input.ToDraft(Writing.Sequence, Writing.Masks, Writing.Begun);

    private bool IsTyped => Typed != clean || !input.FileKeys.SequenceEqual(Writing.Files.Select(f => f.Key));

    // A copy of the newest alone is not worth a draft.
    private DraftContent? ReadDraft() =>
        draft is { Id: null, WasDiscarded: false, WentElsewhere: false } && !IsTyped ? null : new DraftContent(Typed, input.FileKeys);

    private async Task<object?> PauseAsync()
    {
        await draft.FlushAsync();
        return draft.HasEnded ? null : new PausedFollowUp(Writing.Sequence, draft.Id);
    }

    private Task SaveAsync() => Saving.RunAsync(SaveOnceAsync);

    private async Task SaveOnceAsync()
    {
        // A double click: the first click is still running or already finished.
        if (IsSaving || IsLost)
        {
            return;
        }

        var fields = input.Fields;
        (errors, Problem) = ([.. input.Errors()], null);
        if (errors.Count > 0)
        {
            form!.FocusFirstError();
        }
        else if (fileField?.IsBusy == true)
        {
            Problem = L["附件还在上传，请等它完成或取消后再保存"];
        }
        else if (fileField is not null && !await fileField.MaySaveWithoutFailedAsync())
        {
            return;
        }
        else if (await ActAsync("跟进记录已保存", () => draft.EndAsync(id => Factory.SaveFollowUpAsync(Order.Number, Writing, fields, id, Me, Time.GetUtcNow()))))
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
        if (await form!.MayLeaveAsync())
        {
            await OnLeft.InvokeAsync();
        }

        isLeaving = false;
    }

    private async Task DropAsync()
    {
        if ((!draft.HasText || await Dialogs.MayDropAsync(L, L[FollowUpDraft.Kind.Title])) && await ActAsync(null, draft.DropAsync))
        {
            await OnLeft.InvokeAsync();
        }
    }

    private async Task HandOverAsync()
    {
        await draft.FlushAsync();
        if (await ActAsync("草稿已交出", () => draft.EndAsync(id => id is { } mine
            ? Factory.HandOverDraftAsync(mine, Me, Time.GetUtcNow())
            : Task.FromResult(Outcome.Refused("草稿还没有保存好，请稍后再试")))))
        {
            await OnLeft.InvokeAsync();
        }
    }
}
