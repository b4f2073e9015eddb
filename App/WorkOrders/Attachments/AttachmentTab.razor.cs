using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Attachments;

/// <summary>The files of an order.</summary>
public partial class AttachmentTab(ScreenServices services, ILogger<AttachmentTab> log) : Screen(services)
{
    private IReadOnlyList<AttachmentRow>? rows;
    private string? said;
    private int seen;
    private bool refused;
    private bool failed;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>A new value means that another user changed the order.</summary>
    [Parameter]
    public int Changes { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (rows is null || seen != Changes)
        {
            seen = Changes;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            rows = await AttachmentRow.ReadAsync(db, Order.Number, Me);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "Attachments could not be read.");
            failed = true;
        }
    }

    // Save each file as soon as it is uploaded; there is no save button here.
    private Task AttachAsync(IReadOnlyList<FileRow> files) =>
        DoAsync("附件已添加", () => Factory.AttachAsync(Order.Number, [.. files.Select(f => f.Key)], Me, Time.GetUtcNow()));

    private async Task DetachAsync(AttachmentRow row)
    {
        if (await Dialogs.ConfirmAsync(L["从工单 {0} 删除附件“{1}”？", Order.Number, row.File.Name.Masked], L["删除附件"], L["删除"]) == true)
        {
            await DoAsync("附件已删除", () => Factory.DetachAsync(Order.Number, row.Attachment.Id, Me, Time.GetUtcNow()));
        }
    }

    private async Task DoAsync(string done, Func<Task<Outcome>> act)
    {
        Outcome outcome;
        try
        {
            outcome = await act();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The attachments could not be changed.");
            outcome = Outcome.Refused("附件没有保存，请稍后再试。");
        }

        refused = outcome.IsRefused;
        said = outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]] : L[done];
        await LoadAsync();
        await OnChanged.InvokeAsync();
    }
}
