using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace WorkOrders.Shared.Reveal;

/// <summary>A masked value with an eye for those who may see it. The real value comes to the browser after its record is saved, for 60 seconds.</summary>
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

    /// <summary>The field's Chinese name, which is the localizer's key and stands on record.</summary>
    [Parameter]
    [EditorRequired]
    public string Field { get; set; } = "";

    /// <summary>What the record said to this reader when the page was made; it is asked again before anything is shown.</summary>
    [Parameter]
    public RevealRight Right { get; set; }

    /// <summary>Loads the record through what the reader may see (<c>VisibleTo(me)</c>), tracked.</summary>
    [Parameter]
    [EditorRequired]
    public Func<AppDb, Task<IRevealable?>> Load { get; set; } = null!;

    [Parameter]
    public EventCallback OnRevealed { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    private int SecondsLeft => (int)Math.Ceiling(Math.Max(0, (until - Time.GetUtcNow()).TotalSeconds));

    // A text without a number in it has nothing behind a mask.
    private bool Hidden => Value!.Masked.Contains('*');

    public void Dispose()
    {
        real = null;
        timer?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void OnParametersSet()
    {
        // Another record, or another value: what was revealed belongs to the old one.
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
            Log.LogError(exception, "A reveal could not be put on record; nothing was shown.");
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
