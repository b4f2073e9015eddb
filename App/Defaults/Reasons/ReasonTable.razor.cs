using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Defaults.Reasons;

/// <summary>Reasons of one kind: add, change, reorder, disable, and delete if not in use.</summary>
public sealed partial class ReasonTable<T>(ScreenServices services, ReasonEditing reasonEditing) : Screen(services)
    where T : Reason
{
    private List<T>? reasons;
    private ReasonInput? input;
    private IReadOnlyList<FieldError> errors = [];
    private T? offered;

    [Parameter]
    [EditorRequired]
    public string Title { get; set; } = "";

    [Parameter]
    [EditorRequired]
    public Func<ReasonFields, CurrentUser, Task<(Outcome Outcome, T? Reason)>> Create { get; set; } = null!;

    private static bool HasMonths => typeof(T) == typeof(RenewalReason);

    private bool IsBusy => IsActing || !RendererInfo.IsInteractive;

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => ReadAsync((db, token) => db.Set<T>().AsNoTracking().InOrder().ToListAsync(token), read => reasons = read);

    private void Add() => Begin(new ReasonInput { SortOrder = ListAddress.Of(Math.Min((reasons?.LastOrDefault()?.SortOrder ?? 0) + 1, Reason.LastSortOrder)) });

    private void Begin(ReasonInput typed)
    {
        Forget();
        input = typed;
    }

    private void Stop()
    {
        Forget();
        input = null;
    }

    private void Forget()
    {
        (errors, offered) = ([], null);
        Problem = null;
    }

    private async Task SaveAsync()
    {
        // Closing the form while it is saved empties the field.
        var typed = input!;
        var fields = typed.Fields();
        errors = [.. fields.Errors()];
        if (errors.Count > 0 || IsActing)
        {
            return;
        }

        var isDone = await DoAsync(
            async () => typed.Id is { } id ? await reasonEditing.ChangeAsync<T>(id, typed.Version, fields, Me) : (await Create(fields, Me)).Outcome,
            "原因已保存");
        if (isDone)
        {
            input = null;
        }
        else if (input == typed && reasons?.Find(r => r.Id == typed.Id) is { } fresh && fresh.Version != typed.Version)
        {
            // Another user saved first: show their values in the form.
            input = ReasonInput.Of(fresh);
        }
    }

    private Task<bool> SwitchAsync(T reason) =>
        DoAsync(
            () => reasonEditing.ChangeAsync<T>(reason.Id, reason.Version, reason.Fields with { IsEnabled = !reason.IsEnabled }, Me),
            reason.IsEnabled ? "原因已停用" : "原因已启用");

    private Task<bool> MoveAsync(int place, int by)
    {
        var moved = reasons!.ToList();
        (moved[place], moved[place + by]) = (moved[place + by], moved[place]);
        return DoAsync(() => reasonEditing.ReorderAsync(moved, Me), "顺序已保存");
    }

    private async Task DeleteAsync(T reason)
    {
        var sure = await Dialogs.ConfirmAsync(
            L["删除原因“{0}”后不能恢复。", reason.Text], L["删除{0}", L[Title].Value], L["删除"]);
        if (sure && !await DoAsync(() => reasonEditing.DeleteAsync<T>(reason.Id, Me), "原因已删除"))
        {
            offered = reasons?.Find(r => r.Id == reason.Id && r.IsEnabled);
        }
    }

    private async Task<bool> DoAsync(Func<Task<Outcome>> act, string done)
    {
        Forget();
        var isDone = await ActAsync(done, act);
        await LoadAsync();
        return isDone;
    }
}
