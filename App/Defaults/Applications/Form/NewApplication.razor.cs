using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Statistics;
using WorkOrders.Files;
using WorkOrders.Files.Field;
using WorkOrders.Shared;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui.Lists;
using WorkOrders.Ui;

namespace WorkOrders.Defaults.Applications.Form;

/// <summary>The form 新建违约申请.</summary>
public sealed partial class NewApplication(ScreenServices services, Applying applying, PausedForms pausedForms, ILogger<NewApplication> log) : Screen(services)
{
    private const string PausedKey = "new-application";

    private readonly HashSet<int> chosen = [];
    private LongForm? form;
    private FileField? fileField;
    private IReadOnlyList<DefaultReason>? reasons;
    private IReadOnlyList<FieldError> errors = [];
    private IReadOnlyList<FoundCustomer> candidates = [];
    private IReadOnlyList<FileRow> files = [];
    private FoundCustomer? customer;
    private string? customerName;
    private string? severity;
    private string? rating;
    private string? remark;
    private string? refusal;
    private bool saving;
    private bool failed;
    private bool left;
    private PausedApplication? paused;

    private int Length => remark?.Length ?? 0;

    private bool IsDirty =>
        !saving && (customer is not null || customerName is { Length: > 0 } || chosen.Count > 0 || severity is not null
            || rating is not null || remark is { Length: > 0 } || files.Count > 0);

    protected override Task OnInitializedAsync()
    {
        paused = pausedForms.Take<PausedApplication>(Me, PausedKey);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            await RestoreStateAsync(db);
            reasons = await db.DefaultReasons.AsNoTracking().Where(r => r.IsEnabled).OrderBy(r => r.SortOrder).ThenBy(r => r.Id).ToListAsync();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The reasons could not be read.");
            failed = true;
        }
    }

    private Task<object?> PauseAsync() =>
        Task.FromResult<object?>(IsDirty ? new PausedApplication(customer?.Customer.Id, customerName, [.. chosen], severity, rating, remark, files) : null);

    // Read the customer again: telephone and ID number are not part of the persisted state.
    private async Task RestoreStateAsync(AppDb db)
    {
        if (paused is not { } held)
        {
            return;
        }

        customer = held.CustomerId is { } id
            ? await db.Customers.AsNoTracking().VisibleTo(Me).Where(c => c.Id == id).WithDefault(db).FirstOrDefaultAsync()
            : null;
        (customerName, remark) = (held.CustomerName, held.Remark);
        (severity, rating) = (held.Severity, held.Rating);
        chosen.UnionWith(held.Reasons);
        files = held.Files;
        paused = null;
    }

    private string? ErrorOf(string field) => errors.FirstOrDefault(e => e.Field == field)?.In(L);

    private void NameTyped(string? text) => (customerName, candidates) = (text, []);

    private void Choose(FoundCustomer? one) => (customer, customerName, candidates) = (one, one?.Customer.Name ?? customerName, []);

    private void Turn(int reason)
    {
        if (!chosen.Remove(reason))
        {
            chosen.Add(reason);
        }
    }

    private void TakeFiles(IReadOnlyList<FileRow> taken) => files = taken;

    private async Task SaveAsync()
    {
        // Ignore a double click.
        if (saving)
        {
            return;
        }

        refusal = null;
        var fields = new ApplicationFields(
            customer?.Customer.Id, customerName, rating, [.. chosen], ListAddress.Named<Severity>(severity), remark, [.. files.Select(f => f.Key)]);
        errors = [.. fields.Errors()];
        if (fileField?.IsBusy == true)
        {
            refusal = L["附件还在上传，请稍候再提交。"];
        }

        if (errors.Count > 0 || refusal is not null)
        {
            form!.FocusFirstError();
            return;
        }

        saving = true;
        try
        {
            if (await MayMakeCustomerAsync())
            {
                Take(await applying.SubmitAsync(fields, Me));
            }
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "An application could not be saved.");
            refusal = L["暂时无法保存，填写的内容还在，请稍后再试。"];
        }
        finally
        {
            saving = left;
        }
    }

    // Ask before creating a customer, because the name may be a typing error.
    private async Task<bool> MayMakeCustomerAsync()
    {
        if (customer is not null)
        {
            return true;
        }

        var name = Normalise.Text(customerName);
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Customers.AnyAsync(c => c.Name == name) || await Dialogs.ConfirmAsync(
            L["没有叫“{0}”的客户。要用这个名称新建一位客户并提交申请吗？", name!], L["新建客户"], L["新建并提交"], L["返回修改"]);
    }

    private void Take(Applied applied)
    {
        if (applied.Application is { } application)
        {
            left = true;
            Toasts.Done(L["申请提交成功"]);
            Navigator.NavigateTo(application.Key.Address);
            return;
        }

        candidates = applied.Candidates;
        var outcome = applied.Outcome;
        if (outcome.Kind == Refusal.Input)
        {
            errors = [new FieldError((string)outcome.Arguments[0], outcome.Reason!, [.. outcome.Arguments.Skip(1)])];
            form!.FocusFirstError();
        }
        else
        {
            refusal = L[outcome.Reason!, [.. outcome.Arguments]];
        }
    }

    private void Leave() => Navigator.NavigateTo("/defaults/applications");

    /// <summary>State of the form kept while the tab is paused.</summary>
    internal sealed record PausedApplication(
        int? CustomerId, string? CustomerName, IReadOnlyList<int> Reasons, string? Severity, string? Rating, string? Remark, IReadOnlyList<FileRow> Files);
}
