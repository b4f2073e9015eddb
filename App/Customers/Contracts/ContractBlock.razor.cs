using WorkOrders.Customers.Customer360;
using WorkOrders.Database;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Contracts;

/// <summary>Block 合同与回款 of the 360° view: our contracts with the customer, the newest first, with what is due and what came in.</summary>
public sealed partial class ContractBlock(ScreenServices services) : BlockScreen<ContractsOfCustomer>(services)
{
    private const int Step = 20;

    private int most = Step;

    private bool IsLocked => !RendererInfo.IsInteractive || IsActing;

    private static string Mark(CustomerContractState state) => state switch
    {
        CustomerContractState.Running => "processing",
        CustomerContractState.Completed => "settled",
        _ => "refused",
    };

    private Task MoreAsync()
    {
        most += Step;
        return LoadAsync();
    }

    protected override Task<ContractsOfCustomer> ReadBlockAsync(AppDb db, CancellationToken token) =>
        ContractsOfCustomer.ReadAsync(db, Customer.Id, most, Me, Time.GetUtcNow(), token);

    private async Task OpenAsync(Func<Task<bool>> open)
    {
        Problem = null;
        if (await open())
        {
            await ChangedAsync();
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
            await ChangedAsync();
        }
        else
        {
            await LoadAsync();
        }
    }
}
