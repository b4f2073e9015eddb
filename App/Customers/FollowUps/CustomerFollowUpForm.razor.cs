using Microsoft.AspNetCore.Components;
using WorkOrders.Customers.Customer360;
using WorkOrders.Drafts;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.FollowUps;

/// <summary>The form of a customer's follow-up.</summary>
public sealed partial class CustomerFollowUpForm(ScreenServices services, DraftSessions drafts, PausedForms pausedForms) : Screen(services), IAsyncDisposable
{
    private static readonly string Usual = CustomerFollowUpKind.Phone.ToString();

    private LongForm? form;
    private DraftSession draft = null!;
    private IReadOnlyList<FieldError> errors = [];
    private string? kind = Usual;
    private string? content;
    private DateOnly? nextContact;
    private bool hasComeBack;

    [Parameter]
    [EditorRequired]
    public CustomerOnPage Customer { get; set; } = null!;

    /// <summary>The form was opened by a click.</summary>
    [Parameter]
    public bool FocusFirst { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    /// <summary>The form was closed; what is typed is kept as a draft.</summary>
    [Parameter]
    public EventCallback OnLeft { get; set; }

    // After saving, the form stays until the new list is read.
    private bool IsSaving => IsActing || draft.HasEnded;

    private bool IsTyped => kind != Usual || nextContact is not null || !string.IsNullOrWhiteSpace(content);

    private CustomerFollowUpDraft Typed => new(kind, content, nextContact);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await draft.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        Begin();
        if (pausedForms.Take<PausedCustomerFollowUp>(Me, PausedCustomerFollowUp.KeyOf(Customer.Id)) is { } paused)
        {
            Fill(paused.Typed);
            hasComeBack = true;
        }
    }

    private void Begin() => draft = drafts.Begin(CustomerFollowUpDraft.Kind, CustomerFollowUpDraft.KeyOf(Customer.Id), Me, new DraftForm
    {
        Read = () => IsTyped ? new DraftContent(Typed) : null,
        Restore = (row, _) =>
        {
            Fill(row.Read<CustomerFollowUpDraft>());
            return Task.CompletedTask;
        },
        Show = StateHasChanged,
        OnPage = InvokeAsync,
        HasComeBack = () => hasComeBack,
    });

    private void Fill(CustomerFollowUpDraft? typed) => (kind, content, nextContact) = (typed?.FollowUpKind ?? Usual, typed?.Content, typed?.NextContactOn);

    // 放弃草稿: the form is empty again.
    private async Task StartAnewAsync()
    {
        await draft.DisposeAsync();
        Fill(null);
        (errors, Problem, hasComeBack) = ([], null, false);
        Begin();
    }

    private Task<object?> PauseAsync() => Task.FromResult<object?>(IsTyped && !IsSaving ? new PausedCustomerFollowUp(Typed) : null);

    private async Task SaveAsync()
    {
        // A double click: the first click is still running or already finished.
        if (IsSaving)
        {
            return;
        }

        var fields = new CustomerFollowUpFields(ListAddress.Named<CustomerFollowUpKind>(kind), FreeText.Parse(content), nextContact);
        (errors, Problem) = ([.. fields.Errors(Time.GetUtcNow())], null);
        if (errors.Count > 0)
        {
            form!.FocusFirstError();
        }
        else if (await ActAsync(
            "跟进已保存", () => draft.EndAsync(async id => (await Factory.FollowUpCustomerAsync(Customer.Id, fields, Me, Time.GetUtcNow(), id)).Outcome)))
        {
            await OnSaved.InvokeAsync();
        }
        else
        {
            await draft.KeepAsync();
        }
    }

    private async Task LeaveAsync()
    {
        await draft.FlushAsync();
        if (await form!.MayLeaveAsync())
        {
            if (IsTyped && draft.IsSafe)
            {
                Toasts.Info(L["没写完的内容已存为草稿"]);
            }

            await OnLeft.InvokeAsync();
        }
    }
}
