using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.Profile.Listing;
using WorkOrders.Customers.Profile.Saving;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Customers.Profile.Form;

/// <summary>The form of a customer, new or existing. The id of an alias leads to the survivor of its merge.</summary>
public sealed partial class EditCustomer(ScreenServices services, CustomerSaving saving, LookUpCounter lookUps, PausedForms pausedForms, DraftSessions drafts)
    : Screen(services), IAsyncDisposable
{
    private DraftSession draft = null!;
    private LongForm? form;
    private Guid formKey;
    private Customer? opened;
    private CustomerInput input = new();
    private CustomerInput clean = new();
    private IReadOnlyList<AccountManager> managers = [];
    private IReadOnlyList<FieldError> errors = [];
    private IReadOnlyList<KnownCustomer>? sameNames;
    private CustomerConflict? contested;
    private CustomerDraft? paused;
    private string? address;
    private string? outdated;
    private bool isRead;
    private bool isMissing;
    private bool isSaved;
    private bool hasTried;
    private bool hasComeBack;

    /// <summary>Null for a new customer.</summary>
    /// <summary>The answer, while the page is prerendered: a customer that one may not see is 404.</summary>
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Parameter]
    public int? Id { get; set; }

    private string Key => Id?.ToString(CultureInfo.InvariantCulture) ?? "";

    private string Title => Id is null ? "新建客户" : "编辑客户";

    private string PausedKey => "customer:" + Key;

    private string Back => Id is null ? CustomerQuery.Path : $"/customers/{Key}";

    private LookUpPlace Place => Id is null ? LookUpPlace.NewCustomer : LookUpPlace.EditCustomer;

    private bool IsTyped => !isSaved && isRead && !input.IsSameAs(clean);

    // What is kept as a draft is not lost.
    private bool IsDirty => IsTyped && !IsActing && !draft.IsSafe;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await (draft?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        // Both addresses are this component: a link may lead from one customer to another.
        if (address == Key)
        {
            return;
        }

        var isFirst = address is null;
        await (draft?.DisposeAsync() ?? ValueTask.CompletedTask);
        address = Key;
        (formKey, opened, isRead, isMissing, isSaved) = (Guid.CreateVersion7(Time.GetUtcNow()), null, false, false, false);
        Clear();
        Begin();
        paused = pausedForms.Take<CustomerDraft>(Me, PausedKey);
        await (isFirst ? ReadOnceAsync(Key, ReadFormAsync, Show) : LoadAsync());
    }

    private void Begin() => draft = drafts.Begin(CustomerDraft.Kind, Key, Me, new DraftForm
    {
        Read = () => IsTyped ? new DraftContent(Typed) : null,
        Restore = (row, _) =>
        {
            BringBack(row.Read<CustomerDraft>());
            return Task.CompletedTask;
        },
        Show = StateHasChanged,
        OnPage = InvokeAsync,
        RestoresFree = Id is not null,
        HasComeBack = () => hasComeBack,
    });

    private CustomerDraft Typed => new(input, clean, opened?.Version);

    private Task LoadAsync() => ReadAsync(ReadFormAsync, Show);

    private async Task<FormRead> ReadFormAsync(AppDb db, CancellationToken token)
    {
        List<AccountManager> people = Me.May(Permission.ManageCustomers) ? await db.ActiveAccountManagers().InOrderAsync(token) : [];
        if (Id is not { } id)
        {
            return new FormRead(null, people);
        }

        var survivor = await db.SurvivorOfAsync(id, token);
        var customer = await db.Customers.AsNoTracking().Include(c => c.Owner).VisibleTo(Me).FirstOrDefaultAsync(c => c.Id == survivor, token);
        return new FormRead(customer, people);
    }

    private void Show(FormRead read)
    {
        if (Id is not null && read.Customer is null)
        {
            isMissing = true;
            if (Http is { Response.HasStarted: false } http)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        }
        else if (read.Customer is { } other && other.Id != Id)
        {
            Navigator.NavigateTo(CustomerDraft.AddressOf(other.Id.ToString(CultureInfo.InvariantCulture)), replace: true);
        }
        else
        {
            opened = read.Customer;
            managers = opened?.Owner is { } owner && read.Managers.All(one => one.Id != owner.Id)
                ? [.. read.Managers, new AccountManager(owner.Id, owner.DisplayName, owner.Initials)]
                : read.Managers;
            Start();
        }
    }

    private void Start()
    {
        input = opened is null ? new() : CustomerInput.Of(opened.Values);
        clean = input.Over(input.Original);
        isRead = true;
        if (paused is not null)
        {
            BringBack(paused);
            (paused, hasComeBack) = (null, true);
        }
    }

    private void BringBack(CustomerDraft? kept)
    {
        if (kept is not null)
        {
            input = kept.Over(clean.Original, opened?.Version);
            outdated = kept.Version == opened?.Version ? null : "这位客户后来被别人修改过。您填写的内容还在，请核对后再保存。";
        }
    }

    private void Clear()
    {
        (errors, sameNames, contested) = ([], null, null);
        (Problem, outdated, hasComeBack) = (null, null, false);
        hasTried = false;
        known.Clear();
        refusals.Clear();
    }

    // 放弃草稿: the form is as it was at first.
    private async Task StartAnewAsync()
    {
        await draft.DisposeAsync();
        Clear();
        input = clean.Over(clean.Original);
        Begin();
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(IsTyped && !IsActing ? Typed : null);

    // 停用 and 启用 change the version, and nothing that the form shows.
    private Task ReadStatusAsync() => ReadAsync(ReadFormAsync, read =>
    {
        if (opened is not null && read.Customer is { } now && CustomerFields.Changes(opened.Values, now.Values).Count == 0)
        {
            opened = now;
        }
    });

    // As when the page is left by a link: what is typed is kept.
    private async Task LeaveAsync()
    {
        await draft.FlushAsync();
        if (IsTyped && draft.IsSafe)
        {
            Toasts.Info(L["没写完的内容已存为草稿"]);
        }

        Navigator.NavigateTo(Back);
    }

    private sealed record FormRead(Customer? Customer, IReadOnlyList<AccountManager> Managers);
}
