using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui;

namespace WorkOrders.Page.Editing;

/// <summary>编辑 on the order page. Saves on the version the form was opened with (optimistic concurrency); conflicts are merged or shown to the user.</summary>
public partial class EditWorkOrder(ScreenServices services, PausedForms pausedForms, ILogger<EditWorkOrder> log) : Screen(services)
{
    private LongForm? form;
    private WorkOrderInput input = new();
    private WorkOrderInput clean = new();
    private WorkOrderFields before = new();
    private IReadOnlyList<FieldError> errors = [];
    private EditResult.Contested? contested;
    private string? refusal;
    private int version;
    private bool saving;
    private bool saved;
    private bool lost;

    /// <summary>The order as loaded for this form.</summary>
    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public OrderLists Lists { get; set; } = null!;

    /// <summary>Message to show after saving.</summary>
    [Parameter]
    public EventCallback<string> OnSaved { get; set; }

    [Parameter]
    public EventCallback OnLeft { get; set; }

    private bool IsDirty => !saved && input != clean;

    private string PausedKey => "edit:" + Order.Number;

    private string ConflictTitle => contested?.By is { } by
        ? L["{0} 在 {1} 保存了这张工单（{2}）", OperationRecord.ActorIn(L, by.Actor), ShortTime.Of(by.At, Time.GetUtcNow(), L), L[by.Action.Text].Value]
        : L["别人刚刚保存了这张工单"];

    protected override void OnInitialized()
    {
        (before, version) = (Order.Fields, Order.Version);
        input = WorkOrderInput.Of(before);
        clean = input with { };
        if (pausedForms.Take<PausedEdit>(Me, PausedKey) is { } paused)
        {
            BringBack(paused);
        }
    }

    private Task<object?> PauseAsync() =>
        Task.FromResult<object?>(IsDirty && !lost ? new PausedEdit(input, clean, pausedForms.KeepUnmaskedValues(Me, before, Time.GetUtcNow()), version) : null);

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
            refusal = L["页面暂停期间，这张工单被别人修改过。您填写的内容还在，请核对后再保存。"];
        }

        clean = WorkOrderInput.Of(before);
    }

    private async Task SaveAsync()
    {
        // A double click: the first click is still running.
        if (saving || saved || lost)
        {
            return;
        }

        var check = input.Check(Lists, Time.GetUtcNow());
        (errors, refusal) = (check.Errors, null);
        if (check.IsGood)
        {
            await SaveAsync(before, version, check.Fields);
        }
        else
        {
            form!.FocusFirstError();
        }
    }

    private Task SaveMergedAsync(WorkOrderFields merged) =>
        contested is null || saving ? Task.CompletedTask : SaveAsync(contested.Conflict.Theirs, contested.Version, merged);

    private async Task SaveAsync(WorkOrderFields over, int overVersion, WorkOrderFields mine)
    {
        saving = true;
        try
        {
            await ShowAsync(await Factory.EditAsync(Order.Number, over, overVersion, mine, Me, Time.GetUtcNow()));
        }
        catch (DbUpdateException exception)
        {
            log.LogError(exception, "An edited order could not be saved.");
            refusal = L["暂时无法保存，填写的内容还在，请稍后再试。"];
        }
        finally
        {
            saving = false;
        }
    }

    private async Task ShowAsync(EditResult result)
    {
        contested = result as EditResult.Contested;
        switch (result)
        {
            case EditResult.Saved done:
                saved = true;
                await OnSaved.InvokeAsync(SavedText(done));
                break;
            case EditResult.Refused no:
                lost = true;
                refusal = RefusedText(no);
                break;
            default:
                break;
        }
    }

    private string SavedText(EditResult.Saved done) => done.Merged.Count == 0
        ? L["已保存"]
        : L["已保存，并保留了 {0} 刚才修改的：{1}", done.By is { } by ? OperationRecord.ActorIn(L, by.Actor) : "", string.Join(L["、"], done.Merged.Select(f => $"{L[f.Name]} → {FieldTexts.Of(f.Theirs, Lists, L) ?? L["（空）"]}"))];

    private string RefusedText(EditResult.Refused no)
    {
        var why = L[no.Outcome.Reason!, [.. no.Outcome.Arguments]].Value;
        var who = no.By is { } by ? L["{0} 在 {1} 做了“{2}”。", OperationRecord.ActorIn(L, by.Actor), ShortTime.Of(by.At, Time.GetUtcNow(), L), L[by.Action.Text].Value].Value : "";
        return $"{why} {who} {L["您填写的内容没有保存，但还在下面，可以复制。"]}";
    }

    private async Task LeaveAsync()
    {
        if (await form!.MayLeaveAsync())
        {
            await OnLeft.InvokeAsync();
        }
    }

    /// <summary>Form state while the tab is paused.</summary>
    internal sealed record PausedEdit(WorkOrderInput Input, WorkOrderInput Clean, Guid BehindMasks, int Version);
}
