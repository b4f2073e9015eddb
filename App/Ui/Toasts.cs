using Microsoft.Extensions.Localization;
using MudBlazor;
using WorkOrders.Shared;

namespace WorkOrders.Ui;

/// <summary>Short messages at the bottom of the page, in the user's language. The only caller of MudBlazor's snackbar service.</summary>
public sealed class Toasts(ISnackbar snackbar, IStringLocalizer<Text> words)
{
    private const int Short = 4_000;
    private const int Long = 10_000;

    /// <summary>An act succeeded: 4 seconds.</summary>
    public void Done(string message) => Show(message, Severity.Success, Short);

    /// <summary>Something to know: 4 seconds.</summary>
    public void Info(string message) => Show(message, Severity.Info, Short);

    /// <summary>Done only in part, or not at all for a reason the user can mend: 10 seconds.</summary>
    public void Warn(string message) => Show(message, Severity.Warning, Long);

    /// <summary>A failure that has no place of its own on the page: 10 seconds.</summary>
    public void Failed(string message) => Show(message, Severity.Error, Long);

    /// <summary>A message with a button 查看: 10 seconds.</summary>
    public void Open(string message, Func<Task> open) => Show(message, Severity.Info, Long, options =>
    {
        options.Action = words["查看"];
        options.OnClick = _ => open();
        options.RequireInteraction = false;
    });

    private void Show(string message, Severity severity, int duration, Action<SnackbarOptions>? configure = null) => snackbar.Add(message, severity, options =>
    {
        options.VisibleStateDuration = duration;
        configure?.Invoke(options);
    });
}
