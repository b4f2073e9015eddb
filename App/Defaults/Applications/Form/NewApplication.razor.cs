using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Drafts;
using WorkOrders.Files;
using WorkOrders.Files.Field;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Defaults.Applications.Form;

/// <summary>The form 新建违约申请.</summary>
public sealed partial class NewApplication(ScreenServices services, Applying applying, PausedForms pausedForms, DraftSessions drafts) : Screen(services), IAsyncDisposable
{
    private ApplicationInput input = new();
    private DraftSession draft = null!;
    private LongForm? form;
    private FileField? fileField;
    private IReadOnlyList<DefaultReason>? reasons;
    private IReadOnlyList<FieldError> errors = [];
    private IReadOnlyList<FoundCustomer> candidates = [];
    private PausedApplication? paused;
    private bool left;
    private bool hasComeBack;

    private bool IsTyped => !left && !input.IsEmpty;

    // What is kept as a draft is not lost.
    private bool IsDirty => IsTyped && !IsActing && !draft.IsSafe;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await draft.DisposeAsync();
    }

    protected override Task OnInitializedAsync()
    {
        Begin();
        paused = pausedForms.Take<PausedApplication>(Me, PausedApplication.Key);
        return ReadOnceAsync("", ReadFormAsync, Show);
    }

    private void Begin() => draft = drafts.Begin(ApplicationDraft.Kind, "", Me, new DraftForm
    {
        Read = () => IsTyped ? new DraftContent(input.ToDraft(), [.. input.Files.Select(f => f.Key)]) : null,
        Restore = (row, _) => BringBackAsync(row),
        Show = StateHasChanged,
        OnPage = InvokeAsync,
        HasComeBack = () => hasComeBack,
    });

    private async Task BringBackAsync(DraftRow row)
    {
        if (row.Read<ApplicationDraft>() is { } typed)
        {
            await using var db = await Factory.CreateDbContextAsync(Leaving);
            input.Restore(typed, [.. row.Files.Select(FileRow.Of)], await CustomerAsync(db, typed.CustomerId, Leaving));
        }
    }

    // 放弃草稿: the form is empty again.
    private async Task StartAnewAsync()
    {
        await draft.DisposeAsync();
        (input, errors, candidates, Problem, hasComeBack) = (new(), [], [], null, false);
        Begin();
    }

    private Task LoadAsync() => ReadAsync(ReadFormAsync, Show);

    // After a pause, read the customer again: telephone and ID number are not part of the persisted state.
    private async Task<FormRead> ReadFormAsync(AppDb db, CancellationToken token) => new(
        await db.DefaultReasons.AsNoTracking().Where(r => r.IsEnabled).InOrder().ToListAsync(token),
        await CustomerAsync(db, paused?.Typed.CustomerId, token));

    private async Task<FoundCustomer?> CustomerAsync(AppDb db, int? id, CancellationToken token) =>
        id is null ? null : await db.Customers.AsNoTracking().VisibleTo(Me).Where(c => c.Id == id).WithDefault(db).FirstOrDefaultAsync(token);

    private void Show(FormRead read)
    {
        reasons = read.Reasons;
        if (paused is not null)
        {
            input.Restore(paused.Typed, paused.Files, read.Customer);
            (paused, hasComeBack) = (null, true);
        }
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(IsTyped && !IsActing ? new PausedApplication(input.ToDraft(), input.Files) : null);

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

        if (!await fileField!.MaySaveWithoutFailedAsync())
        {
            return;
        }

        Applied? applied = null;
        await TryAsync(async () =>
        {
            if (await MayMakeCustomerAsync())
            {
                await draft.EndAsync(async id => (applied = await applying.SubmitAsync(fields, Me, id)).Outcome);
            }
        });
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

        // A name that is refused anyway is not asked about.
        var name = Normalise.Text(input.CustomerName);
        if (NumberInName.IsIn(name))
        {
            return true;
        }

        await using var db = await Factory.CreateDbContextAsync();
        return await db.Customers.AnyAsync(c => c.NameKey == ComparisonForm.OfName(name)) || await Dialogs.ConfirmAsync(
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

    // As when the page is left by a link: what is typed is kept.
    private async Task LeaveAsync()
    {
        await draft.FlushAsync();
        if (IsTyped && draft.IsSafe)
        {
            Toasts.Info(L["没写完的内容已存为草稿"]);
        }

        Navigator.NavigateTo(ApplicationQuery.Path);
    }

    private sealed record FormRead(IReadOnlyList<DefaultReason> Reasons, FoundCustomer? Customer);
}
