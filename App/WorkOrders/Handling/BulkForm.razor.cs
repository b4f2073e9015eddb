using Microsoft.AspNetCore.Components;
using WorkOrders.Desk.Views;
using WorkOrders.Ui;

namespace WorkOrders.Handling;

/// <summary>Shared logic of bulk action dialogs. Closing the dialog during a run stops it; a toast then shows what was done.</summary>
public sealed partial class BulkForm(ScreenServices services, ViewCounts viewCounts) : Screen(services)
{
    private readonly CancellationTokenSource stop = new();
    private BulkReport? report;
    private bool left;
    private int through;

    /// <summary>Number of orders.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }

    /// <summary>Text of the button.</summary>
    [Parameter, EditorRequired]
    public string Verb { get; set; } = "";

    /// <summary>Runs the action, reports progress, and stops between batches.</summary>
    [Parameter, EditorRequired]
    public Func<Action<int>, CancellationToken, Task<BulkReport>> Act { get; set; } = null!;

    /// <summary>Validates the form; false when the user must correct something.</summary>
    [Parameter, EditorRequired]
    public Func<bool> Check { get; set; } = null!;

    /// <summary>Text for the number of completed orders.</summary>
    [Parameter, EditorRequired]
    public Func<int, string> Done { get; set; } = null!;

    /// <summary>Text for the {0} refused orders.</summary>
    [Parameter, EditorRequired]
    public string RefusedOrder { get; set; } = "";

    /// <summary>Text for a database failure before all orders were processed.</summary>
    [Parameter, EditorRequired]
    public string Failure { get; set; } = "";

    /// <summary>The form has unsaved input.</summary>
    [Parameter, EditorRequired]
    public Func<bool> IsDirty { get; set; } = null!;

    /// <summary>What the dialog lacks, in the user's language.</summary>
    [Parameter]
    public string? Missing { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    protected override string FailureText => Failure;

    protected override string ConflictText => Failure;

    protected override void Dispose(bool disposing)
    {
        left = true;
        stop.Cancel();
        stop.Dispose();
        base.Dispose(disposing);
    }

    private async Task RunAsync()
    {
        Problem = null;
        if (IsActing || !Check())
        {
            return;
        }

        BulkReport? result = null;
        await TryAsync(async () => result = await Act(Progress, stop.Token));
        viewCounts.Forget(Me.Id);
        if (result is not null)
        {
            Finish(result);
        }
        else if (left)
        {
            Toasts.Failed(L[Failure]);
        }
    }

    private void Finish(BulkReport result)
    {
        if (result.Refused.Count > 0 && !left)
        {
            report = result;
            return;
        }

        if (result.Refused.Count > 0)
        {
            Toasts.Warn(Done(result.Done));
        }
        else
        {
            Toasts.Done(Done(result.Done));
        }

        if (!left)
        {
            Dialogs.Close(true);
        }
    }

    private void Progress(int count)
    {
        through = count;
        _ = InvokeAsync(StateHasChanged);
    }

    // During a run: stop, and keep what is done. Otherwise: close the dialog.
    private void Cancel()
    {
        if (IsActing)
        {
            stop.Cancel();
            return;
        }

        Dialogs.Close(false);
    }
}
