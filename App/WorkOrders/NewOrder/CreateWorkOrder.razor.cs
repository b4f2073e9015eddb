using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Desk.Views;
using WorkOrders.DueTimes;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Staff;
using WorkOrders.Taxonomy;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui.Lists;
using WorkOrders.Ui;

namespace WorkOrders.NewOrder;

/// <summary>新建工单, also as a screen pop from the telephone system: the query string fills the form.</summary>
public partial class CreateWorkOrder(
    ScreenServices services, OrderListsCache orderListsCache, DailyNumbers dailyNumbers, DueTableCache dueTableCache, PausedForms pausedForms, ILogger<CreateWorkOrder> log, ViewCounts viewCounts) : Screen(services)
{
    // Longer than any field allows, so that validation reports the error; short enough to keep the page fast.
    private const int LongestQueryValue = 200;
    private const string PausedKey = "new-order";

    private LongForm? form;
    private OrderLists? lists;
    private DueTable? dueTable;
    private HandlerChoice? handler;
    private WorkOrderInput input = new();
    private WorkOrderInput clean = new();
    private WorkOrderSource source;
    private IReadOnlyList<FieldError> errors = [];
    private IReadOnlyList<KnownCaller> callers = [];
    private KnownCaller? chosen;
    private string? refusal;
    private string? query;
    private bool asked;
    private bool dueTyped;
    private bool saving;

    [SupplyParameterFromQuery]
    private string? CallerNumber { get; set; }

    [SupplyParameterFromQuery]
    private string? CustomerPhone { get; set; }

    [SupplyParameterFromQuery]
    private string? CustomerName { get; set; }

    [SupplyParameterFromQuery]
    private string? IdNumber { get; set; }

    [SupplyParameterFromQuery]
    private string? ApplyNo { get; set; }

    [SupplyParameterFromQuery]
    private string? ContractNo { get; set; }

    private bool IsDirty => !saving && (input != clean || handler is { ToColleague: true } or { IsAutomatic: true });

    private string DueHint => L["{0}优先级：{1} 个工作小时后，可以修改", L[input.Priority.Text()].Value, dueTable!.HoursFor(input.ProblemTypeId, input.Priority).ToString("0.#", null)];

    private string? HandlerError => errors.FirstOrDefault(e => e.Field == HandlerChoice.Field)?.In(L);

    protected override async Task OnParametersSetAsync()
    {
        // Another screen pop may change the query string of the open page.
        if (query != Navigator.Uri)
        {
            query = Navigator.Uri;
            await StartAsync();
        }
    }

    private async Task StartAsync()
    {
        source = string.IsNullOrWhiteSpace(CallerNumber) ? WorkOrderSource.Manual : WorkOrderSource.Phone;
        input = new WorkOrderInput
        {
            CallerNumber = Cut(CallerNumber),
            CustomerPhone = Cut(CustomerPhone),
            CustomerName = Cut(CustomerName),
            IdNumber = Cut(IdNumber),
            ApplyNo = Cut(ApplyNo),
            ContractNo = Cut(ContractNo),
        };
        (errors, refusal, chosen, dueTyped, saving) = ([], null, null, false, false);
        lists = await orderListsCache.GetAsync();
        dueTable = await dueTableCache.GetAsync();
        SuggestDue();
        clean = input with { };
        await using var db = await Factory.CreateDbContextAsync();
        handler = new HandlerChoice(await Colleagues.ReadAsync(db));
        if (pausedForms.Take<PausedOrder>(Me, PausedKey) is { } paused && paused.Address == query)
        {
            BringBack(paused);
        }

        await RecogniseAsync();
        chosen ??= callers.FirstOrDefault(c => input.BehindMasks is { CustomerPhone: not null } or { IdNumber: not null } && c.Phone == input.BehindMasks.CustomerPhone && c.IdNumber == input.BehindMasks.IdNumber);
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(IsDirty
        ? new PausedOrder(query!, input, clean, pausedForms.KeepUnmaskedValues(Me, input.BehindMasks, Time.GetUtcNow()), dueTyped, handler!.ToColleague, handler.IsAutomatic, handler.Typed)
        : null);

    private void BringBack(PausedOrder paused)
    {
        input = paused.Input.AsNew(pausedForms.TakeUnmaskedValues<WorkOrderFields>(Me, paused.BehindMasks));
        clean = paused.Clean;
        dueTyped = paused.DueTyped;
        (handler!.ToColleague, handler.IsAutomatic) = (paused.ToColleague, paused.IsAutomatic);
        handler.Typed = paused.Handler;

        // The due time suggested before the pause may be in the past.
        SuggestDue();
    }

    private static string? Cut(string? value) => Normalise.Text(value) is { Length: > LongestQueryValue } text ? text[..LongestQueryValue] : Normalise.Text(value);

    private void SuggestDue()
    {
        if (!dueTyped)
        {
            input.DueAt = WorkOrderInput.Format(dueTable!.DueAt(input.ProblemTypeId, input.Priority, Time.GetUtcNow()));
        }
    }

    private async Task RecogniseAsync()
    {
        var (id, phone, caller) = (input.RealIdNumber, input.RealCustomerPhone, PhoneNumber.Parse(input.CallerNumber));
        asked = id is not null || phone is not null || caller is not null;
        await using var db = await Factory.CreateDbContextAsync();
        callers = await db.RecogniseAsync(Me, id, phone, caller);
        chosen = callers.FirstOrDefault(c => chosen is not null && c.Name == chosen.Name && c.Phone == chosen.Phone && c.IdNumber == chosen.IdNumber);
    }

    private void Choose(KnownCaller caller)
    {
        chosen = caller;
        input.TakeCustomer(caller.Name, caller.Phone, caller.IdNumber);
        input.ChannelName = caller.Orders.Select(o => lists!.EnabledChannel(o.ChannelName)).FirstOrDefault(name => name is not null) ?? input.ChannelName;
    }

    private void ChooseContract(OwnedContract chosen) => input.TakeContract(chosen, lists!);

    private async Task SaveAsync()
    {
        // A double click: the first click is still running.
        if (saving)
        {
            return;
        }

        var check = input.Check(lists!, Time.GetUtcNow());
        errors = handler!.Error is { } wrong ? [.. check.Errors, wrong] : check.Errors;
        refusal = null;
        if (errors.Count > 0)
        {
            form!.FocusFirstError();
            return;
        }

        saving = true;
        try
        {
            await CreateAsync(check.Fields);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "A new order could not be saved.");
            (saving, refusal) = (false, L["暂时无法保存，填写的内容还在，请稍后再试。"]);
        }
    }

    private async Task CreateAsync(WorkOrderFields fields)
    {
        var now = Time.GetUtcNow();
        await using var db = await Factory.CreateDbContextAsync();
        if (handler!.IsAutomatic)
        {
            var order = WorkOrder.Create((await dailyNumbers.TakeAsync(now))[0], fields, source, null, Me, now);
            await Dispatch.Dispatcher.CreateAsync(db, order, now);
            Finish(order);
            return;
        }

        var handlerId = handler!.HandlerId(Me);
        if (await db.AssignableUsers().FirstOrDefaultAsync(u => u.Id == handlerId) is not { } receiver)
        {
            (saving, refusal) = (false, L["所选的处理人刚刚停用或离岗，请另选一位。"]);
            return;
        }

        var created = WorkOrder.Create((await dailyNumbers.TakeAsync(now))[0], fields, source, receiver, Me, now);
        db.Add(created);
        await db.SaveChangesAsync();
        Finish(created);
    }

    private void Finish(WorkOrder order)
    {
        viewCounts.Forget(Me.Id);
        var dispatched = order.AwaitsDispatchSince is not null ? L["工单 {0} 已保存，暂时没有可以派发的人", order.Number]
            : order.DispatchReason is not null ? L["工单 {0} 已保存，派给 {1}", order.Number, order.Handler!.DisplayName] : L["工单 {0} 已保存", order.Number];
        Toasts.Done(dispatched);
        Navigator.NavigateTo($"/work-orders/{order.Number}");
    }

    private void Leave() => Navigator.NavigateTo("/work-orders");

    /// <summary>Form state while the tab is paused.</summary>
    internal sealed record PausedOrder(string Address, WorkOrderInput Input, WorkOrderInput Clean, Guid BehindMasks, bool DueTyped, bool ToColleague, bool IsAutomatic, string? Handler);
}
