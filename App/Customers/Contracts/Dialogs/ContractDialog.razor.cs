using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Customers.Contracts.Dialogs;

/// <summary>Dialog that adds a contract, or changes the one that was shown; opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class ContractDialog(ScreenServices services) : Screen(services)
{
    private ContractFields opened = null!;
    private IReadOnlyList<FieldError> errors = [];
    private string? number, amount;
    private string? state = nameof(CustomerContractState.Running);
    private DateOnly? signedOn, endsOn;
    private ContractRow? theirs;

    [Parameter]
    [EditorRequired]
    public int CustomerId { get; set; }

    [Parameter]
    [EditorRequired]
    public string CustomerName { get; set; } = "";

    /// <summary>The contract to change; null for a new one.</summary>
    [Parameter]
    public ContractRow? Shown { get; set; }

    private ContractFields Fields => new(
        Normalise.Line(number), SalesInput.Amount(amount), signedOn, endsOn,
        ListAddress.Named<CustomerContractState>(state) ?? CustomerContractState.Running);

    /// <summary>True when it was saved.</summary>
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, int customerId, string customerName, ContractRow? shown = null)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(text);
        var parameters = new Dictionary<string, object?> { [nameof(CustomerId)] = customerId, [nameof(CustomerName)] = customerName, [nameof(Shown)] = shown };
        return await dialogs.OpenAsync<ContractDialog>(text[shown is null ? "登记合同" : "修改合同"], parameters, "560px") is true;
    }

    protected override void OnInitialized()
    {
        if (Shown is { } row)
        {
            (number, amount, state) = (row.Number, SalesInput.Plain(row.Amount), row.State.ToString());
            (signedOn, endsOn) = (row.SignedOn, row.EndsOn);
        }

        opened = Fields;
    }

    private async Task SaveAsync()
    {
        errors = Fields.Errors();
        if (errors.Count > 0)
        {
            return;
        }

        var isSaved = await ActAsync("合同已保存", () => Shown is { } row
            ? Factory.ChangeContractAsync(theirs ?? row, Fields, Me, Time.GetUtcNow())
            : Factory.AddContractAsync(CustomerId, Fields, Me, Time.GetUtcNow()));
        if (isSaved)
        {
            Dialogs.Close(true);
        }
        else if (IsOutdated && Shown is { } lost)
        {
            await ReadAsync(
                (db, token) => db.CustomerContracts.AsNoTracking().OfVisible(db.Customers, Me)
                    .Where(c => c.Id == lost.Id).Select(ContractRow.Projection).FirstOrDefaultAsync(token),
                newest => theirs = newest);
        }
    }

    private async Task LeaveAsync()
    {
        if (Fields == opened || await Dialogs.MayCloseAsync())
        {
            Dialogs.Close();
        }
    }
}
