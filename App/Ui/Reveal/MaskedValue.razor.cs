using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Reveal;

/// <summary>A masked value with a reveal button for authorised users. The real value is sent for 60 seconds, after the operation record is saved.</summary>
public sealed partial class MaskedValue(ScreenServices services) : Screen(services)
{
    private string? real;
    private bool asking;
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

    protected override string FailureText => "暂时无法记录查看操作，所以没有显示，请稍后再试";

    protected override string ConflictText => FailureText;

    private int SecondsLeft => (int)Math.Ceiling(Math.Max(0, (until - Time.GetUtcNow()).TotalSeconds));

    // A free text without numbers has nothing to reveal.
    private bool Hidden => Value!.Masked.Contains('*');

    protected override void Dispose(bool disposing)
    {
        Hide();
        base.Dispose(disposing);
    }

    protected override void OnParametersSet()
    {
        // The record or the value changed: hide the revealed old value.
        if (shownFor is not null && !Equals(shownFor, Value))
        {
            Hide();
            asking = false;
            Problem = null;
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
        string? value = null;
        await ActAsync(null, async () =>
        {
            var revealed = await Factory.RevealAsync(Load, Field, reason, Me, Time.GetUtcNow());
            value = revealed.Value;
            return revealed.Outcome;
        });
        if (value is not null)
        {
            Show(value);
            await OnRevealed.InvokeAsync();
        }
    }

    private void Show(string value)
    {
        real = value;
        asking = false;
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
