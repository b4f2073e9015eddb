using Microsoft.Extensions.Localization;
using Radzen;
using WorkOrders.Shared;

namespace WorkOrders.Ui.Dialogs;

/// <summary>Confirmation before unsaved input is lost. Enter and Esc keep the form; only the second button (answer false) discards the input.</summary>
public static class UnsavedQuestion
{
    /// <summary>Asks before a page is left. True when the user discards the input.</summary>
    public static Task<bool> MayLeaveAsync(this DialogService dialogs, IStringLocalizer<Text> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return dialogs.GivesUpAsync(text["填写的内容还没有保存，离开后会丢失。"], text["离开这个页面"], text["继续填写"], text["离开"]);
    }

    /// <summary>Asks before a dialog is closed. True when the user discards the input.</summary>
    public static Task<bool> MayCloseAsync(this DialogService dialogs, IStringLocalizer<Text> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return dialogs.GivesUpAsync(text["填写的内容还没有保存，收起后会丢失。"], text["收起"], text["继续填写"], text["放弃"]);
    }

    private static async Task<bool> GivesUpAsync(this DialogService dialogs, string message, string title, string goOn, string giveUp) =>
        await dialogs.Confirm(message, title, new ConfirmOptions { OkButtonText = goOn, CancelButtonText = giveUp }) == false;
}
