using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.Files;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Attachments;

/// <summary>The files of an order.</summary>
public sealed partial class AttachmentTab(ScreenServices services) : Screen(services)
{
    private readonly List<string> uploaded = [];
    private IReadOnlyList<AttachmentRow>? rows;
    private int seen;

    [Parameter]
    [EditorRequired]
    public WorkOrder Order { get; set; } = null!;

    /// <summary>A new value means that the order was changed elsewhere.</summary>
    [Parameter]
    public int Changes { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    protected override Task OnInitializedAsync()
    {
        seen = Changes;
        return ReadOnceAsync(Order.Number, ReadAsync, Show);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (seen != Changes)
        {
            seen = Changes;
            await LoadAsync();
        }
    }

    private Task LoadAsync() => ReadAsync(ReadAsync, Show);

    private Task<IReadOnlyList<AttachmentRow>> ReadAsync(AppDb db, CancellationToken token) => AttachmentRow.ReadAsync(db, Order.Number, Me, token);

    private void Show(IReadOnlyList<AttachmentRow> read) => rows = read;

    // Save each file as soon as it is uploaded; there is no save button here. What is uploaded while a save runs is saved after it. After a
    // failure the files wait for 重试 or the next upload; a refused file is given up.
    private async Task AttachAsync(IReadOnlyList<FileRow> files)
    {
        uploaded.AddRange(files.Select(f => f.Key));
        while (!IsActing && uploaded.Count > 0)
        {
            string[] keys = [.. uploaded];
            if (!await DoAsync("附件已添加", () => Factory.AttachAsync(Order.Number, keys, Me, Time.GetUtcNow())))
            {
                return;
            }

            uploaded.RemoveAll(keys.Contains);
        }
    }

    private async Task DetachAsync(AttachmentRow row)
    {
        if (await Dialogs.ConfirmAsync(L["从工单 {0} 删除附件“{1}”？", Order.Number, row.File.Name.Masked], L["删除附件"], L["删除"]))
        {
            await DoAsync("附件已删除", () => Factory.DetachAsync(Order.Number, row.Attachment.Id, Me, Time.GetUtcNow()));
            await AttachAsync([]);
        }
    }

    // False when it failed, so that it can be tried again.
    private async Task<bool> DoAsync(string done, Func<Task<Outcome>> act)
    {
        var isRefused = false;
        var isDone = await ActAsync(done, async () =>
        {
            var outcome = await act();
            isRefused = outcome.IsRefused;
            return outcome;
        });

        // While the database is away a new read would only take away what is shown, with 重试.
        if (isDone || isRefused || IsOutdated)
        {
            await LoadAsync();
            await OnChanged.InvokeAsync();
        }

        return isDone || isRefused;
    }
}
