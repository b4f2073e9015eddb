using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Drafts;

/// <summary>The questions about drafts, asked in the same words wherever a draft is shown.</summary>
public static class DraftQuestions
{
    /// <summary>Asks before a draft is discarded.</summary>
    public static Task<bool> MayDropAsync(this DialogStack dialogs, IStringLocalizer<Text> words, string title)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(words);
        return dialogs.ConfirmAsync(words["“{0}”的草稿放弃后不能再恢复。", title], words["放弃草稿"], words["放弃"]);
    }

    /// <summary>Asks before a draft is taken from the window that holds it.</summary>
    public static Task<bool> MayTakeAsync(this DialogStack dialogs, IStringLocalizer<Text> words, string time)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(words);
        return dialogs.ConfirmAsync(words["另一个窗口还开着这份草稿（{0}）。在这里继续后，在那里再打的字会另存一份草稿。", time], words["在这里继续"], words["在这里继续"]);
    }
}
