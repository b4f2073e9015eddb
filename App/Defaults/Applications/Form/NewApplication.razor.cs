using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Files.Field;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Defaults.Applications.Form;

/// <summary>The form 新建违约申请.</summary>
public sealed partial class NewApplication(ScreenServices services, Applying applying, PausedForms pausedForms) : Screen(services)
{
    private readonly ApplicationInput input = new();
    private LongForm? form;
    private FileField? fileField;
    private IReadOnlyList<DefaultReason>? reasons;
    private IReadOnlyList<FieldError> errors = [];
    private IReadOnlyList<FoundCustomer> candidates = [];
    private PausedApplication? paused;
    private bool left;

    private bool IsDirty => !IsActing && !left && !input.IsEmpty;

    protected override Task OnInitializedAsync()
    {
        paused = pausedForms.Take<PausedApplication>(Me, PausedApplication.Key);
        return ReadOnceAsync("", ReadFormAsync, Show);
    }

    private Task LoadAsync() => ReadAsync(ReadFormAsync, Show);

    // After a pause, read the customer again: telephone and ID number are not part of the persisted state.
    private async Task<FormRead> ReadFormAsync(AppDb db, CancellationToken token) => new(
        await db.DefaultReasons.AsNoTracking().Where(r => r.IsEnabled).InOrder().ToListAsync(token),
        paused?.CustomerId is { } id
            ? await db.Customers.AsNoTracking().VisibleTo(Me).Where(c => c.Id == id).WithDefault(db).FirstOrDefaultAsync(token)
            : null);

    private void Show(FormRead read)
    {
        reasons = read.Reasons;
        if (paused is not null)
        {
            input.Restore(paused, read.Customer);
            paused = null;
        }
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(IsDirty ? input.Pause() : null);

    private void NameTyped(string? text) => (input.CustomerName, candidates) = (text, []);

    private void Choose(FoundCustomer? one)
    {
        input.Choose(one);
        candidates = [];
    }

    private async Task SaveAsync()
    {
        var fields = input.Fields();
        errors = [.. fields.Errors()];
        Problem = fileField?.IsBusy == true ? L["附件还在上传，请稍候再提交。"].Value : null;
        if (errors.Count > 0 || Problem is not null)
        {
            form!.FocusFirstError();
            return;
        }

        Applied? applied = null;
        await TryAsync(async () => applied = await MayMakeCustomerAsync() ? await applying.SubmitAsync(fields, Me) : null);
        if (applied is not null)
        {
            Take(applied);
        }
    }

    // Ask before creating a customer, because the name may be a typing error.
    private async Task<bool> MayMakeCustomerAsync()
    {
        if (input.Customer is not null)
        {
            return true;
        }

        var name = Normalise.Text(input.CustomerName);
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
        if (applied.Outcome.WrongField is { } wrong)
        {
            errors = [wrong];
            form!.FocusFirstError();
        }
        else
        {
            Problem = L[applied.Outcome.Reason!, [.. applied.Outcome.Arguments]];
        }
    }

    private void Leave() => Navigator.NavigateTo(ApplicationQuery.Path);

    private sealed record FormRead(IReadOnlyList<DefaultReason> Reasons, FoundCustomer? Customer);
}
