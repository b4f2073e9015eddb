using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Drafts;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Defaults.Renewals;

/// <summary>Dialog that submits a renewal with reason and remark; opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class RenewDialog(ScreenServices services, Renewing renewing, DraftSessions drafts) : Screen(services), IAsyncDisposable
{
    private IReadOnlyList<(string Value, string Text)> reasons = [];
    private IReadOnlyList<FieldError> errors = [];
    private string? reason;
    private string? remark;
    private DraftSession draft = null!;
    private bool hasComeBack;

    [Parameter]
    [EditorRequired]
    public int CustomerId { get; set; }

    [Parameter]
    [EditorRequired]
    public string CustomerName { get; set; } = "";

    /// <summary>Input from before the tab was paused.</summary>
    [Parameter]
    public PausedRenewal? Paused { get; set; }

    /// <summary>Returns the id of the renewal; null if none was submitted.</summary>
    public static async Task<long?> OpenAsync(
        DialogStack dialogs, IStringLocalizer<Text> text, int customerId, string customerName, PausedRenewal? paused = null)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(text);
        var parameters = new Dictionary<string, object?>
        {
            [nameof(CustomerId)] = customerId,
            [nameof(CustomerName)] = customerName,
            [nameof(Paused)] = paused,
        };
        return await dialogs.OpenAsync<RenewDialog>(text["申请重生"], parameters, "520px") as long?;
    }

    // What is kept as a draft is not lost.
    private bool IsDirty => !draft.IsSafe && !string.IsNullOrWhiteSpace(remark);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await draft.DisposeAsync();
    }

    protected override Task OnInitializedAsync()
    {
        (reason, remark, hasComeBack) = (Paused?.Reason, Paused?.Remark, Paused is not null);
        Begin();
        return LoadAsync();
    }

    private void Begin() => draft = drafts.Begin(RenewalDraft.Kind, RenewalDraft.KeyOf(CustomerId), Me, new DraftForm
    {
        Read = () => reason is null && string.IsNullOrWhiteSpace(remark) ? null : new DraftContent(new RenewalDraft(CustomerName, reason, remark)),
        Restore = (row, _) =>
        {
            (reason, remark) = row.Read<RenewalDraft>() is { } typed ? (typed.Reason, typed.Remark) : (null, null);
            return Task.CompletedTask;
        },
        Show = StateHasChanged,
        OnPage = InvokeAsync,
        RestoresFree = true,
        HasComeBack = () => hasComeBack,
    });

    // 放弃草稿: the dialog is empty again.
    private async Task StartAnewAsync()
    {
        await draft.DisposeAsync();
        (reason, remark, errors, Problem, hasComeBack) = (null, null, [], null, false);
        Begin();
    }

    private async Task LeaveAsync()
    {
        await draft.FlushAsync();
        if (!IsDirty || await Dialogs.MayCloseAsync())
        {
            Dialogs.Close();
        }
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(new PausedRenewal(CustomerId, CustomerName, reason, remark));

    private Task LoadAsync() => ReadAsync(
        (db, token) => db.RenewalReasons.AsNoTracking().Where(r => r.IsEnabled).InOrder().Select(r => new { r.Id, r.Text }).ToListAsync(token),
        read => reasons = read.ConvertAll(r => (r.Id.ToString(CultureInfo.InvariantCulture), r.Text)));

    private async Task SubmitAsync()
    {
        int? reasonId = int.TryParse(reason, CultureInfo.InvariantCulture, out var id) ? id : null;
        (Outcome Outcome, Renewal? Renewal)? answer = null;
        if (!await TryAsync(() => draft.EndAsync(async id => (answer = await renewing.SubmitAsync(CustomerId, reasonId, remark, Me, id)).Value.Outcome)) || answer is not { } result)
        {
            return;
        }

        if (result.Renewal is { } renewal)
        {
            Toasts.Done(L["重生申请已提交，编号 {0}", renewal.Id]);
            Dialogs.Close(renewal.Id);
            return;
        }

        var wrong = result.Outcome.WrongField;
        errors = wrong is null ? [] : [wrong];
        Problem = wrong is null ? L[result.Outcome.Reason!, [.. result.Outcome.Arguments]].Value : null;
    }
}

/// <summary>State of the dialog kept while the tab is paused; the page opens it again.</summary>
public sealed record PausedRenewal(int CustomerId, string CustomerName, string? Reason, string? Remark)
{
    public const string Key = "renewal";
}
