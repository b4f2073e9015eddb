using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Defaults.Renewals;

/// <summary>Dialog that submits a renewal with reason and remark; opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class RenewDialog(ScreenServices services, Renewing renewing) : Screen(services)
{
    private IReadOnlyList<(string Value, string Text)> reasons = [];
    private IReadOnlyList<FieldError> errors = [];
    private string? reason;
    private string? remark;

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

    protected override Task OnInitializedAsync()
    {
        (reason, remark) = (Paused?.Reason, Paused?.Remark);
        return LoadAsync();
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(new PausedRenewal(CustomerId, CustomerName, reason, remark));

    private Task LoadAsync() => ReadAsync(
        (db, token) => db.RenewalReasons.AsNoTracking().Where(r => r.IsEnabled).InOrder().Select(r => new { r.Id, r.Text }).ToListAsync(token),
        read => reasons = read.ConvertAll(r => (r.Id.ToString(CultureInfo.InvariantCulture), r.Text)));

    private async Task SubmitAsync()
    {
        int? reasonId = int.TryParse(reason, CultureInfo.InvariantCulture, out var id) ? id : null;
        (Outcome Outcome, Renewal? Renewal)? answer = null;
        if (!await TryAsync(async () => answer = await renewing.SubmitAsync(CustomerId, reasonId, remark, Me)) || answer is not { } result)
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
