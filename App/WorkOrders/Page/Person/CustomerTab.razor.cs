using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Page.Person;

/// <summary>客户: our customer record, and where the order differs from it.</summary>
public partial class CustomerTab(ScreenServices services, ILogger<CustomerTab> log) : Screen(services)
{
    private CustomerFile? file;
    private bool read;
    private bool failed;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    private bool MayRead => Me.May(Permission.ReadCustomers);

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        (read, failed) = (!MayRead, false);
        if (read)
        {
            return;
        }

        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            file = await CustomerFile.ReadAsync(db, Order, Me);
            read = true;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The customer of an order could not be read.");
            failed = true;
        }
    }

    private string WhyNone() => !MayRead ? L["您没有查看客户档案的权限，下面是工单上填写的内容。"]
        : Order.IdNumber is null && Order.CustomerPhone is null ? L["工单上没有身份证号和客户电话，无法查找客户档案；下面是工单上填写的内容。"]
        : L["按身份证号和客户电话没有找到客户档案，下面是工单上填写的内容。"];
}
