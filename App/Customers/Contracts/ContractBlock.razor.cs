using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Contracts;

/// <summary>Block 合同与回款 of the 360° view: our contracts with the customer, the newest first, with what is due and what came in.</summary>
public sealed partial class ContractBlock(ScreenServices services) : Screen(services)
{
    private const int Step = 20;

    private ContractsOfCustomer? read;
    private int? shown;
    private int most = Step;

    [Parameter]
    [EditorRequired]
    public CustomerOnPage Customer { get; set; } = null!;

    /// <summary>Raised when a contract or repayment was added or changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private bool IsLocked => !RendererInfo.IsInteractive || IsActing;

    protected override Task OnParametersSetAsync()
    {
        if (shown == Customer.Id)
        {
            return Task.CompletedTask;
        }

        var isFirst = shown is null;
        (shown, read, most) = (Customer.Id, null, Step);
        return isFirst ? ReadOnceAsync(Customer.Id.ToString(CultureInfo.InvariantCulture), ReadContractsAsync, answer => read = answer) : LoadAsync();
    }

    private static string Mark(CustomerContractState state) => state switch
    {
        CustomerContractState.Running => "processing",
        CustomerContractState.Completed => "settled",
        _ => "refused",
    };

    private Task LoadAsync() => ReadAsync(ReadContractsAsync, answer => read = answer);

    private Task MoreAsync()
    {
        most += Step;
        return LoadAsync();
    }

    private Task<ContractsOfCustomer> ReadContractsAsync(AppDb db, CancellationToken token) =>
        ContractsOfCustomer.ReadAsync(db, Customer.Id, most, Me, Time.GetUtcNow(), token);

    private async Task OpenAsync(Func<Task<bool>> open)
    {
        Problem = null;
        if (await open())
        {
            await TellAsync();
        }
    }

    private async Task TakeBackAsync(ContractRow contract, RepaymentRow repayment)
    {
        var question = L["合同 {0} 应收日期 {1} 的这笔回款将回到未到账。", contract.Number, SalesInput.Day(repayment.DueOn)];
        if (!await Dialogs.ConfirmAsync(question, L["撤销到账"], L["撤销到账"]))
        {
            return;
        }

        if (await ActAsync("到账已撤销", () => Factory.ActOnRepaymentAsync(repayment, Me, r => r.TakeBack(Me, Time.GetUtcNow()))))
        {
            await TellAsync();
        }
        else
        {
            await LoadAsync();
        }
    }

    private async Task TellAsync()
    {
        await LoadAsync();
        await Changed.InvokeAsync();
    }
}
