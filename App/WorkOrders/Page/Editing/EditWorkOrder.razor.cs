using Microsoft.AspNetCore.Components;
using WorkOrders.Drafts;
using WorkOrders.Handling;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui;

namespace WorkOrders.Page.Editing;

/// <summary>编辑 on the order page. Saves on the version the form was opened with (optimistic concurrency); conflicts are merged or shown to the user.</summary>
public sealed partial class EditWorkOrder(ScreenServices services, PausedForms pausedForms, DraftSessions drafts, LookUpCounter lookUps) : Screen(services), IAsyncDisposable
{
    private LongForm? form;
    private DraftSession draft = null!;
    private WorkOrderInput input = new();
    private WorkOrderInput clean = new();

    // What a colleague typed, when their draft is gone on with: its complete numbers are shown masked.
    private WorkOrderInput? handed;
    private WorkOrderFields before = new();
    private IReadOnlyList<FieldError> errors = [];
    private EditResult.Contested? contested;
    private string? outdated;
    private int version;
    private bool saved;
    private bool lost;
    private bool hasComeBack;

    /// <summary>The order as loaded for this form.</summary>
    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public OrderLists Lists { get; set; } = null!;

    /// <summary>Name of the order's handler as loaded for this form.</summary>
    [Parameter]
    public string? Handler { get; set; }

    /// <summary>The order as it is now, when it was changed meanwhile.</summary>
    [Parameter]
    public OrderOnPage? Latest { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    [Parameter]
    public EventCallback OnLeft { get; set; }

    // What differs from the order, field by field.
    private string Typed() => string.Join('\n', input.TextsOver(clean).Select(text => $"{L[text.Field]}：{text.Value}"));

    private WorkOrderInput Whole => handed is null ? input : input.Completed(handed);

    private bool IsDirty => !saved && input != clean;

    private WorkOrder Now => Latest?.Order ?? Order;

    // Reassigned, transferred or settled since the text was begun.
    private bool IsLost => !Now.CanEdit(Me);

    private string PausedKey => "edit:" + Order.Number;

    private EditTexts Texts => new(L, Lists, Time.GetUtcNow());

    // The save was repeated several times; the user can only try again later.
    protected override string ConflictText => FailureText;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await draft.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        (before, version) = (Order.Fields, Order.Version);
        input = WorkOrderInput.Of(before);
        clean = input with { };
        if (pausedForms.Take<PausedEdit>(Me, PausedKey) is { } paused)
        {
            BringBack(paused);
            hasComeBack = true;
        }

        Begin();
    }

    protected override void OnParametersSet() => draft.IsClosed = IsLost;

    private void Begin() => draft = drafts.Begin(EditDraft.Kind, Order.Number, Me, new DraftForm
    {
        Read = () => input == clean ? null : new DraftContent(new EditDraft(Whole, clean, version)),
        Restore = (row, _) =>
        {
            BringBack(row);
            return Task.CompletedTask;
        },
        Show = StateHasChanged,
        OnPage = InvokeAsync,
        RestoresFree = true,
        HasComeBack = () => hasComeBack,
    });

    private Task<object?> PauseAsync() => Task.FromResult<object?>(IsDirty && !lost && !IsLost && handed is null
        ? new PausedEdit(input, clean, pausedForms.KeepUnmaskedValues(Me, before, Time.GetUtcNow()), version)
        : null);

    // Restore on the fields the form was opened with. If the server lost them, the loaded fields are the same when the version did not change.
    private void BringBack(PausedEdit paused)
    {
        if ((pausedForms.TakeUnmaskedValues<WorkOrderFields>(Me, paused.BehindMasks) ?? (paused.Version == version ? before : null)) is { } opened)
        {
            (before, version) = (opened, paused.Version);
            input = paused.Input.Over(opened);
        }
        else
        {
            input = paused.Input.Over(before, paused.Clean);
            outdated = "页面暂停期间，这张工单被别人修改过。您填写的内容还在，请核对后再保存。";
        }

        clean = WorkOrderInput.Of(before);
    }

    private void BringBack(DraftRow row)
    {
        if (row.Read<EditDraft>() is not { } kept)
        {
            return;
        }

        if (kept.Version == version)
        {
            input = kept.Input.Over(before);
            outdated = null;
        }
        else
        {
            input = kept.Input.Over(before, kept.Clean);
            outdated = "这张工单后来被别人修改过。您填写的内容还在，请核对后再保存。";
        }

        handed = row.HandedBy is null ? null : input;
        input = handed?.Masked() ?? input;
    }

    // 放弃草稿: the form shows the order again.
    private async Task StartAnewAsync()
    {
        await draft.DisposeAsync();
        (input, handed, errors, Problem, outdated, hasComeBack) = (WorkOrderInput.Of(before), null, [], null, null, false);
        if (IsLost)
        {
            await OnLeft.InvokeAsync();
            return;
        }

        Begin();
    }

    private async Task HandOverAsync()
    {
        await draft.FlushAsync();
        if (await ActAsync("草稿已交出", () => draft.EndAsync(id => id is { } mine
            ? Factory.HandOverDraftAsync(mine, Me, Time.GetUtcNow())
            : Task.FromResult(Outcome.Refused("草稿还没有保存好，请稍后再试")))))
        {
            saved = true;
            await OnLeft.InvokeAsync();
        }
    }

    private async Task SaveAsync()
    {
        // A double click: the first click is still running.
        if (IsActing || saved || lost || IsLost)
        {
            return;
        }

        var whole = Whole;
        var check = whole.Check(Lists, Time.GetUtcNow());
        (errors, Problem, outdated) = (check.Errors, null, null);
        if (!check.IsGood)
        {
            form!.FocusFirstError();
        }
        else if (await Dialogs.MayKeepAsync(check.Warnings))
        {
            await SaveAsync(before, version, check.Fields, whole);
        }
    }

    private Task SaveMergedAsync(IReadOnlySet<string> takeTheirs) =>
        contested is null ? Task.CompletedTask : SaveAsync(contested.Conflict.Theirs, contested.Version, contested.Conflict.Merge(takeTheirs), Whole);

    private async Task SaveAsync(WorkOrderFields over, int overVersion, WorkOrderFields mine, WorkOrderInput typed)
    {
        EditResult? result = null;
        string? tooMany = null;
        if (await TryAsync(() => draft.EndAsync(async id =>
        {
            // The order's page then tells what else there is of a changed number. What is found then is not known here.
            if ((await lookUps.TakeSavedAsync(LookUpPlace.EditOrder, Me, typed.TypedNumbers)).Outcome is { IsRefused: true } refused)
            {
                tooMany = L[refused.Reason, [.. refused.Arguments]];
                return refused;
            }

            result = await Factory.EditAsync(Order.Number, over, overVersion, mine, Me, Time.GetUtcNow(), id);
            return (result as EditResult.Refused)?.Outcome ?? (result is EditResult.Saved ? Outcome.Done : Outcome.Refused(ConflictText));
        })))
        {
            contested = result as EditResult.Contested ?? (result is null ? contested : null);
            Problem = tooMany;
            await (result is null ? Task.CompletedTask : ShowAsync(result));
        }
    }

    private async Task ShowAsync(EditResult result)
    {
        if (result is EditResult.Saved done)
        {
            saved = true;
            Tell(done);
            await OnSaved.InvokeAsync();
        }
        else if (result is EditResult.Refused refused)
        {
            lost = true;
            Problem = Texts.Of(refused);
        }
    }

    // What another user changed at the same time stays longer on the screen.
    private void Tell(EditResult.Saved done)
    {
        if (done.Merged.Count == 0)
        {
            Toasts.Done(Texts.Of(done));
        }
        else
        {
            Toasts.Warn(Texts.Of(done));
        }
    }

    private static IReadOnlyList<string> Names(IEnumerable<ContestedField> fields) => [.. fields.Select(f => f.Name)];

    private async Task LeaveAsync()
    {
        if (await form!.MayLeaveAsync())
        {
            if (draft is { Id: not null, IsSafe: true })
            {
                Toasts.Info(L["没写完的内容已存为草稿"]);
            }

            await OnLeft.InvokeAsync();
        }
    }

    /// <summary>Form state while the tab is paused.</summary>
    internal sealed record PausedEdit(WorkOrderInput Input, WorkOrderInput Clean, Guid BehindMasks, int Version);
}
