using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Desk.Views;
using WorkOrders.Drafts;
using WorkOrders.DueTimes;
using WorkOrders.LoanCore;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Staff;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.NewOrder;

/// <summary>新建工单, also as a screen pop from the telephone system: the query string fills the form.</summary>
public sealed partial class CreateWorkOrder(
    ScreenServices services, OrderListsCache orderListsCache, DailyNumbers dailyNumbers, DueTableCache dueTableCache, PausedForms pausedForms, ViewCounts viewCounts,
    DraftSessions drafts, LookUpCounter lookUps) : Screen(services), IAsyncDisposable
{
    private const string PausedKey = "new-order";

    private LongForm? form;
    private DraftSession? draft;
    private OrderLists? lists;
    private DueTable dueTable = null!;
    private HandlerChoice handler = null!;
    private WorkOrderInput input = new();
    private WorkOrderInput clean = new();
    private PausedOrder? paused;
    private IReadOnlyList<FieldError> errors = [];
    private KnownCaller? chosen;
    private string? address;
    private bool dueTyped;
    private (int? ProblemType, Priority Priority)? dueOf;
    private bool hasComeBack;
    private bool saved;

    // Read through ScreenPop. A query parameter is needed so that the component is notified of another call.
    [SupplyParameterFromQuery]
    private string? CallerNumber { get; set; }

    private WorkOrderSource Source => string.IsNullOrWhiteSpace(CallerNumber) ? WorkOrderSource.Manual : WorkOrderSource.Phone;

    private LookUpPlace Place => Source == WorkOrderSource.Phone ? LookUpPlace.ScreenPop : LookUpPlace.NewOrder;

    private bool IsTyped => !saved && lists is not null && (input != clean || handler.Kind != HandlerKind.Myself);

    // What is kept as a draft is not lost.
    private bool IsDirty => IsTyped && !IsActing && draft?.IsSafe != true;

    private string DueHint => L["{0}优先级：{1} 个工作小时后，可以修改", L[input.Priority.Text()].Value, dueTable.HoursFor(input.ProblemTypeId, input.Priority).ToString("0.#", null)];

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await (draft?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        // Another screen pop may change the query string of the open page.
        if (address != Navigator.Uri)
        {
            // What is typed for the call before stays as a draft.
            await (draft?.DisposeAsync() ?? ValueTask.CompletedTask);
            address = Navigator.Uri;
            Begin();
            paused = pausedForms.Take<PausedOrder>(Me, PausedKey) is { } kept && kept.Draft.Address == Here ? kept : null;
            (errors, Problem, saved, lists, hasComeBack) = ([], null, false, null, false);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        (chosen, dueTyped) = (null, false);
        input = ScreenPop.Read(new Uri(Navigator.Uri).Query);
        await ReadOnceAsync(address!, ReadAsync, Start);
        if (lists is not null && paused is not null)
        {
            BringBack(paused.Draft, pausedForms.TakeUnmaskedValues<WorkOrderFields>(Me, paused.BehindMasks));
            (paused, hasComeBack) = (null, true);
        }
    }

    private async Task<FirstRead> ReadAsync(AppDb db, CancellationToken token) =>
        new(await orderListsCache.GetAsync(token), await dueTableCache.GetAsync(token), await Colleagues.ReadAsync(db, token));

    private void Start(FirstRead read)
    {
        (lists, dueTable) = (read.Lists, read.DueTable);
        handler = new HandlerChoice(read.Colleagues);
        SuggestDue();
        clean = input with { };
    }

    private void Begin() => draft = drafts.Begin(OrderDraft.Kind, "", Me, new DraftForm
    {
        Read = () => IsTyped ? new DraftContent(Draft, BehindMasks: input.BehindMasks) : null,
        Restore = BringBackAsync,
        Show = StateHasChanged,
        OnPage = InvokeAsync,
        HasComeBack = () => hasComeBack,
        Fits = row => row.Read<OrderDraft>()?.Address == Here,
    });

    // 放弃草稿: the form is empty again, or as the call brought it.
    private async Task StartAnewAsync()
    {
        await draft!.DisposeAsync();
        Begin();
        (errors, Problem, chosen, dueTyped, hasComeBack) = ([], null, null, false, false);
        input = ScreenPop.Read(new Uri(Navigator.Uri).Query);
        handler.BringBack(HandlerKind.Myself, null);
        SuggestDue();
        clean = input with { };
    }

    private string Here => "/" + Navigator.ToBaseRelativePath(address!);

    private OrderDraft Draft => new(Here, input, clean, dueTyped, handler.Kind, handler.Colleague?.Id);

    private Task<object?> PauseAsync() => Task.FromResult<object?>(IsTyped && !IsActing
        ? new PausedOrder(Draft, pausedForms.KeepUnmaskedValues(Me, input.BehindMasks, Time.GetUtcNow()))
        : null);

    private Task BringBackAsync(DraftRow row, object? behindMasks)
    {
        if (row.Read<OrderDraft>() is { } before)
        {
            BringBack(before, behindMasks as WorkOrderFields);
        }

        return Task.CompletedTask;
    }

    private void BringBack(OrderDraft before, WorkOrderFields? behindMasks)
    {
        input = before.Input.AsNew(behindMasks);
        (clean, dueTyped) = (before.Clean, before.DueTyped);
        handler.BringBack(before.Handler, before.Colleague);

        // The server was restarted: it knew the complete numbers, the draft doesn't.
        errors = [.. input.Lost.Select(field => new FieldError(field.Text, "{0}只剩下遮住的样子，请重新填写完整的号码"))];
        var hidden = input.BehindMasks;
        chosen = hidden is { CustomerPhone: null, IdNumber: null } ? null : new KnownCaller(Name: null, hidden.CustomerPhone, hidden.IdNumber, null, IsCustomer: false);

        // The due time suggested before the pause may be in the past.
        SuggestDue();
    }

    // A later minute alone is no reason: it would overwrite the due time that somebody is typing.
    private void SuggestDueAgain()
    {
        if (dueOf != (input.ProblemTypeId, input.Priority))
        {
            SuggestDue();
        }
    }

    private void SuggestDue()
    {
        if (!dueTyped)
        {
            input.DueAt = WorkOrderInput.Format(dueTable.DueAt(input.ProblemTypeId, input.Priority, Time.GetUtcNow()));
            dueOf = (input.ProblemTypeId, input.Priority);
        }
    }

    private void Choose(KnownCaller caller)
    {
        chosen = caller;
        input.TakeCustomer(caller.Name, caller.Phone, caller.IdNumber);
        input.ChannelName = caller.Orders.Select(o => lists!.EnabledChannel(o.ChannelName)).FirstOrDefault(name => name is not null) ?? input.ChannelName;
    }

    private void ChooseContract(OwnedContract contract) => input.TakeContract(contract, lists!);

    private async Task SaveAsync()
    {
        // The second click of a double click.
        if (IsActing || saved)
        {
            return;
        }

        var check = input.Check(lists!, Time.GetUtcNow());
        errors = handler.Error is { } wrong ? [.. check.Errors, wrong] : check.Errors;
        if (errors.Count > 0)
        {
            Problem = null;
            form!.FocusFirstError();
            return;
        }

        if (!await Dialogs.MayKeepAsync(check.Warnings))
        {
            return;
        }

        WorkOrder? order = null;
        saved = await ActAsync(null, () => draft!.EndAsync(async id =>
        {
            // The new order's page tells what else there is of the same number. What is found then is not known here.
            if ((await lookUps.TakeSavedAsync(Place, Me, input.TypedNumbers)).Outcome is { IsRefused: true } refused)
            {
                return refused;
            }

            await using var db = await Factory.CreateDbContextAsync();
            await db.EndDraftAsync(id, Me, Time.GetUtcNow());
            order = await db.CreateAsync(dailyNumbers, check.Fields, Source, handler, Me, Time.GetUtcNow());
            return order is null ? Outcome.Refused("所选的处理人刚刚停用或离岗，请另选一位。") : Outcome.Done;
        }));
        if (saved)
        {
            Finish(order!);
        }
    }

    private void Finish(WorkOrder order)
    {
        viewCounts.Forget(Me.Id);
        Toasts.Done(order switch
        {
            { AwaitsDispatchSince: not null } => L["工单 {0} 已保存，暂时没有可以派发的人", order.Number],
            { DispatchReason: not null } => L["工单 {0} 已保存，派给 {1}", order.Number, order.Handler!.DisplayName],
            _ => L["工单 {0} 已保存", order.Number],
        });
        Navigator.NavigateTo($"/work-orders/{order.Number}");
    }

    // As when the page is left by a link: what is typed is kept.
    private async Task LeaveAsync()
    {
        await (draft?.FlushAsync() ?? Task.CompletedTask);
        if (IsTyped && draft?.IsSafe == true)
        {
            Toasts.Info(L["没写完的内容已存为草稿"]);
        }

        Navigator.NavigateTo("/work-orders");
    }

    private sealed record FirstRead(OrderLists Lists, DueTable DueTable, IReadOnlyList<Colleague> Colleagues);

    /// <summary>Form state while the tab is paused.</summary>
    internal sealed record PausedOrder(OrderDraft Draft, Guid BehindMasks);
}
