using Microsoft.AspNetCore.Components;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Handling;

/// <summary>Shared logic of bulk action dialogs. Closing the dialog during a run stops it; a toast then shows what was done.</summary>
public sealed partial class BulkForm(ViewCounts viewCounts, Toasts toasts, ILogger<BulkForm> log, DialogStack dialogStack) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private BulkReport? report;
    private string? failure;
    private bool acting;
    private bool left;
    private int through;

    [Parameter, EditorRequired]
    public CurrentUser Me { get; set; } = null!;

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

    /// <summary>A problem of the dialog itself.</summary>
    [Parameter]
    public string? Problem { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    public void Dispose()
    {
        left = true;
        stop.Cancel();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        failure = null;
        if (acting || !Check())
        {
            return;
        }

        acting = true;
        try
        {
            Finish(await Act(Progress, stop.Token));
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            log.LogError(exception, "The bulk action was not completed.");
            Fail();
        }
        finally
        {
            acting = false;
            viewCounts.Forget(Me.Id);
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
            toasts.Warn(Done(result.Done));
        }
        else
        {
            toasts.Done(Done(result.Done));
        }

        if (!left)
        {
            dialogStack.Close(true);
        }
    }

    private void Fail()
    {
        failure = Failure;
        if (left)
        {
            toasts.Failed(L[Failure]);
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
        if (acting)
        {
            stop.Cancel();
            return;
        }

        dialogStack.Close(false);
    }
}
