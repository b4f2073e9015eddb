using Microsoft.AspNetCore.Components;
using WorkOrders.Database;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Customer360;

/// <summary>Base of a block of the 360° view: reads once when it appears, and again after a change. Show it in a <see cref="BlockFrame"/>.</summary>
/// <typeparam name="T">What is read.</typeparam>
public abstract class BlockScreen<T>(ScreenServices services) : Screen(services)
    where T : class
{
    [Parameter]
    [EditorRequired]
    public CustomerOnPage Customer { get; set; } = null!;

    /// <summary>Something was added or changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Null while loading.</summary>
    protected T? Shown { get; private set; }

    /// <summary>截至: when what is shown was asked for.</summary>
    protected DateTimeOffset? AsOf { get; private set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    protected Task LoadAsync()
    {
        var asked = Time.GetUtcNow();
        return ReadAsync(
            ReadBlockAsync,
            read =>
            {
                var isFirst = Shown is null;
                (Shown, AsOf) = (read, asked);
                Took(read, isFirst);
            });
    }

    /// <summary>Reads what the user may see; loads through <c>VisibleTo(Me)</c>.</summary>
    protected abstract Task<T> ReadBlockAsync(AppDb db, CancellationToken token);

    /// <summary>Called with each answer.</summary>
    protected virtual void Took(T read, bool isFirst)
    {
    }

    /// <summary>Reads anew after an act and tells the page.</summary>
    protected async Task ChangedAsync()
    {
        await LoadAsync();
        await Changed.InvokeAsync();
    }
}
