using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.Renewals;

/// <summary>Dialog that submits a renewal with reason and remark; opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class RenewDialog(ScreenServices services, Renewing renewing, ILogger<RenewDialog> log) : Screen(services)
{
    private IReadOnlyList<(string Value, string Text)> reasons = [];
    private IReadOnlyList<FieldError> errors = [];
    private string? reason;
    private string? remark;
    private string? refusal;
    private bool saving;
    private bool failed;

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
        DialogStack dialogs, IStringLocalizer<Text> text, int customerId, string customerName, CurrentUser me, PausedRenewal? paused = null)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(text);
        var parameters = new Dictionary<string, object?>
        {
            [nameof(CustomerId)] = customerId,
            [nameof(CustomerName)] = customerName,
            [nameof(Me)] = me,
            [nameof(Paused)] = paused,
        };
        return await dialogs.OpenAsync<RenewDialog>(
            text["申请重生"], parameters, "520px") as long?;
    }

    protected override Task OnInitializedAsync()
    {
        (reason, remark) = (Paused?.Reason, Paused?.Remark);
        return LoadAsync();
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(new PausedRenewal(CustomerId, CustomerName, reason, remark));

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            reasons = (await db.RenewalReasons.AsNoTracking().Where(r => r.IsEnabled).InOrder().Select(r => new { r.Id, r.Text }).ToListAsync())
                .ConvertAll(r => (r.Id.ToString(CultureInfo.InvariantCulture), r.Text));
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The reasons could not be read.");
            failed = true;
        }
    }

    private async Task SubmitAsync()
    {
        if (saving)
        {
            return;
        }

        (saving, refusal, errors) = (true, null, []);
        try
        {
            int? reasonId = int.TryParse(reason, CultureInfo.InvariantCulture, out var id) ? id : null;
            var (outcome, renewal) = await renewing.SubmitAsync(CustomerId, reasonId, remark, Me);
            if (renewal is not null)
            {
                Toasts.Done(L["重生申请已提交，编号 {0}", renewal.Id]);
                Dialogs.Close(renewal.Id);
                return;
            }

            // For invalid input, argument {0} is the field name.
            (errors, refusal) = outcome.Kind == Refusal.Input
                ? ([new FieldError((string)outcome.Arguments[0], outcome.Reason!, [.. outcome.Arguments.Skip(1)])], null)
                : (errors, L[outcome.Reason!, [.. outcome.Arguments]].Value);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "A renewal could not be submitted.");
            refusal = L["暂时无法保存，填写的内容还在，请稍后再试。"];
        }
        finally
        {
            saving = false;
        }
    }
}

/// <summary>State of the dialog kept while the tab is paused; the page opens it again.</summary>
public sealed record PausedRenewal(int CustomerId, string CustomerName, string? Reason, string? Remark)
{
    public const string Key = "renewal";
}
