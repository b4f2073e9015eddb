using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Reveal;

/// <summary>A masked value with a reveal button for authorised users. The real value is sent for 60 seconds, after the operation record is saved.</summary>
public partial class MaskedValue
{
    private string? real;
    private string? refusal;
    private bool asking;
    private bool busy;
    private DateTimeOffset until;
    private ITimer? timer;
    private Sensitive? shownFor;

    [Parameter]
    [EditorRequired]
    public Sensitive? Value { get; set; }

    /// <summary>The field name for the operation record.</summary>
    [Parameter]
    [EditorRequired]
    public FieldName Field { get; set; } = null!;

    /// <summary>The user's right when the page was loaded. It is checked again before the reveal.</summary>
    [Parameter]
    public RevealRight Right { get; set; }

    /// <summary>Loads the tracked record with the user's visibility filter (<c>VisibleTo(me)</c>).</summary>
    [Parameter]
    [EditorRequired]
    public Func<AppDb, Task<IRevealable?>> Load { get; set; } = null!;

    [Parameter]
    public EventCallback OnRevealed { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    private int SecondsLeft => (int)Math.Ceiling(Math.Max(0, (until - Time.GetUtcNow()).TotalSeconds));

    // A free text without numbers has nothing to reveal.
    private bool Hidden => Value!.Masked.Contains('*');

    public void Dispose()
    {
        real = null;
        timer?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void OnParametersSet()
    {
        // The record or the value changed: hide the revealed old value.
        if (shownFor is not null && !Equals(shownFor, Value))
        {
            Hide();
            (asking, refusal) = (false, null);
        }

        shownFor = Value;
    }

    private Task ClickAsync()
    {
        if (Right == RevealRight.WithReason)
        {
            asking = !asking;
            return Task.CompletedTask;
        }

        return RevealAsync(null);
    }

    private async Task RevealAsync(string? reason)
    {
        if (busy)
        {
            return;
        }

        (busy, refusal) = (true, null);
        try
        {
            Show(await Factory.RevealAsync(Load, Field, reason, Me, Time.GetUtcNow()));
        }
        catch (DbUpdateException exception)
        {
            Log.LogError(exception, "The operation record of a reveal could not be saved; the value was not shown.");
            refusal = L["暂时无法记录查看操作，所以没有显示，请稍后再试"];
        }
        finally
        {
            busy = false;
        }

        if (real is not null)
        {
            await OnRevealed.InvokeAsync();
        }
    }

    private void Show(Revealed revealed)
    {
        refusal = revealed.Outcome.Reason is { } reason ? L[reason, [.. revealed.Outcome.Arguments]].Value : null;
        if (revealed.Value is null)
        {
            return;
        }

        (real, asking) = (revealed.Value, false);
        until = Time.GetUtcNow() + Revealing.Shown;
        timer?.Dispose();
        timer = Time.CreateTimer(_ => _ = InvokeAsync(Tick), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    private void Tick()
    {
        if (Time.GetUtcNow() >= until)
        {
            Hide();
        }

        StateHasChanged();
    }

    private void Hide()
    {
        real = null;
        timer?.Dispose();
        timer = null;
    }
}
