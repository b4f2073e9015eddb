using Microsoft.AspNetCore.Components;
using Radzen;
using WorkOrders.Desk;
using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>What every dialog does that acts on many orders. Closed while it works, it stops as by the button, and what was done is told by a toast.</summary>
public sealed partial class BulkForm : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private BulkReport? report;
    private string? failure;
    private bool acting;
    private bool left;
    private int through;

    [Parameter, EditorRequired]
    public CurrentUser Me { get; set; } = null!;

    /// <summary>How many orders it is about.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }

    /// <summary>On the button.</summary>
    [Parameter, EditorRequired]
    public string Verb { get; set; } = "";

    /// <summary>Does it, tells how many are through, and stops between two batches.</summary>
    [Parameter, EditorRequired]
    public Func<Action<int>, CancellationToken, Task<BulkReport>> Act { get; set; } = null!;

    /// <summary>False when something in the form is to be put right first.</summary>
    [Parameter, EditorRequired]
    public Func<bool> Check { get; set; } = null!;

    /// <summary>That so many were done.</summary>
    [Parameter, EditorRequired]
    public Func<int, string> Done { get; set; } = null!;

    /// <summary>That {0} were not.</summary>
    [Parameter, EditorRequired]
    public string LeftAlone { get; set; } = "";

    /// <summary>That the database went away before all were done.</summary>
    [Parameter, EditorRequired]
    public string Failure { get; set; } = "";

    /// <summary>Something was typed that would be lost.</summary>
    [Parameter, EditorRequired]
    public Func<bool> IsDirty { get; set; } = null!;

    /// <summary>What the dialog itself has to say.</summary>
    [Parameter]
    public string? Problem { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private ViewCounts Counts { get; set; } = null!;

    [Inject]
    private NotificationService Notices { get; set; } = null!;

    [Inject]
    private ILogger<BulkForm> Log { get; set; } = null!;

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
            Log.LogError(exception, "Not all orders were acted on.");
            Fail();
        }
        finally
        {
            acting = false;
            Counts.Forget(Me.Id);
        }
    }

    private void Finish(BulkReport result)
    {
        if (result.Refused.Count > 0 && !left)
        {
            report = result;
            return;
        }

        Notices.Notify(result.Refused.Count > 0 ? NotificationSeverity.Warning : NotificationSeverity.Success, Done(result.Done));
        if (!left)
        {
            Dialogs.Close(true);
        }
    }

    private void Fail()
    {
        failure = Failure;
        if (left)
        {
            Notices.Notify(NotificationSeverity.Error, L[Failure]);
        }
    }

    private void Progress(int count)
    {
        through = count;
        _ = InvokeAsync(StateHasChanged);
    }

    // While it works, what is done stays and the rest is left.
    private void Cancel()
    {
        if (acting)
        {
            stop.Cancel();
            return;
        }

        Dialogs.Close(false);
    }
}
