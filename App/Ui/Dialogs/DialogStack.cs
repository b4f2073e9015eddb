using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Dialogs;

/// <summary>Opens and closes the dialogs of one circuit. The only caller of MudBlazor's dialog service.</summary>
public sealed class DialogStack(IDialogService service, IStringLocalizer<Text> words)
{
    private const string Narrow = "440px";

    // Closing is up to DialogFrame, which asks before unsaved input is lost.
    private static readonly DialogOptions Options = new() { BackdropClick = false, CloseOnEscapeKey = false, DefaultFocus = DefaultFocus.None, MaxWidth = MaxWidth.False };

    private readonly List<OpenDialog> open = [];
    private Task<bool>? leaving;

    /// <summary>
    /// Shows <typeparamref name="T"/> until it calls <see cref="Close"/>. Returns its answer; null when the user closed the dialog, and for the
    /// second click of a double click, which opens nothing.
    /// </summary>
    /// <param name="title">The title, in the user's language.</param>
    /// <param name="parameters">The component's parameters by name.</param>
    /// <param name="width">CSS width; never wider than the window.</param>
    /// <param name="canDismiss">A click beside the dialog closes it too, because it holds no input.</param>
    public async Task<object?> OpenAsync<T>(string title, Dictionary<string, object?>? parameters = null, string width = "480px", bool canDismiss = false)
        where T : IComponent
    {
        if (open.Exists(other => other.Content == typeof(T) && other.Title == title))
        {
            return null;
        }

        var frame = new DialogParameters
        {
            [nameof(DialogFrame.Title)] = title,
            [nameof(DialogFrame.Content)] = typeof(T),
            [nameof(DialogFrame.Parameters)] = parameters,
            [nameof(DialogFrame.Width)] = width,
        };
        var dialog = new OpenDialog(typeof(T), title);
        open.Add(dialog);
        try
        {
            dialog.Reference = await service.ShowAsync<DialogFrame>(title, frame, Options with { BackdropClick = canDismiss });
            return (await dialog.Reference.Result)?.Data;
        }
        finally
        {
            open.Remove(dialog);
        }
    }

    /// <summary>Closes the topmost dialog with this answer. A question above it, such as whether to lose the input, is closed unanswered.</summary>
    public void Close(object? answer = null)
    {
        while (open is [.., { Reference: { } reference } top])
        {
            open.Remove(top);
            if (top.Content != typeof(Question))
            {
                reference.Close(DialogResult.Ok(answer));
                return;
            }

            reference.Close(DialogResult.Cancel());
        }
    }

    /// <summary>Closes the question on top with this answer.</summary>
    internal void Answer(bool yes)
    {
        if (open is [.., { Reference: { } reference } top] && top.Content == typeof(Question))
        {
            open.Remove(top);
            reference.Close(DialogResult.Ok(yes));
        }
    }

    /// <summary>Asks once. True when the user chose <paramref name="yes"/>; Esc, ✕ and the other button mean no.</summary>
    public async Task<bool> ConfirmAsync(string message, string title, string yes, string? no = null) => await AskAsync(message, title, yes, no ?? words["取消"]) == true;

    /// <summary>Asks about values that are probably typing errors. True when there are none, or the user keeps them.</summary>
    public async Task<bool> MayKeepAsync(IReadOnlyList<FieldError> warnings) => warnings.Count == 0
        || await AskAsync(string.Join('\n', warnings.Select(w => w.In(words))), words["请核对"], words["返回修改"], words["仍然保存"]) == false;

    /// <summary>
    /// Asks before a page with unsaved input is left. Enter and Esc keep the form. True when the user gives the input up. All forms of the page and
    /// a second try to leave share one question.
    /// </summary>
    public Task<bool> MayLeaveAsync()
    {
        return leaving is { IsCompleted: false } ? leaving : leaving = AskToLeaveAsync();

        async Task<bool> AskToLeaveAsync() =>
            await AskAsync(words["填写的内容还没有保存，离开后会丢失。"], words["离开这个页面"], words["继续填写"], words["离开"]) == false;
    }

    /// <summary>Asks before a dialog with unsaved input is closed. True when the user gives the input up.</summary>
    public async Task<bool> MayCloseAsync() => await AskAsync(words["填写的内容还没有保存，收起后会丢失。"], words["收起"], words["继续填写"], words["放弃"]) == false;

    // Null when the question was closed without an answer.
    private async Task<bool?> AskAsync(string message, string title, string yes, string no)
    {
        var parameters = new Dictionary<string, object?> { [nameof(Question.Message)] = message, [nameof(Question.Yes)] = yes, [nameof(Question.No)] = no };
        return await OpenAsync<Question>(title, parameters, Narrow) as bool?;
    }

    // The reference is missing until MudBlazor has shown the dialog.
    private sealed class OpenDialog(Type content, string title)
    {
        public Type Content { get; } = content;

        public string Title { get; } = title;

        public IDialogReference? Reference { get; set; }
    }
}
