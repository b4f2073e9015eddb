using Microsoft.Extensions.Localization;
using Radzen;

namespace WorkOrders.Shared;

/// <summary>The question before something typed is lost. Enter and Esc go on with the form: only the other button, which the answer false stands for, gives it up.</summary>
public static class UnsavedQuestion
{
    /// <summary>A page is left. True when the person gives up what was typed.</summary>
    public static Task<bool> MayLeaveAsync(this DialogService dialogs, IStringLocalizer<Text> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return dialogs.GivesUpAsync(text["填写的内容还没有保存，离开后会丢失。"], text["离开这个页面"], text["继续填写"], text["离开"]);
    }

    /// <summary>A dialog is closed. True when the person gives up what was typed.</summary>
    public static Task<bool> MayCloseAsync(this DialogService dialogs, IStringLocalizer<Text> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return dialogs.GivesUpAsync(text["填写的内容还没有保存，收起后会丢失。"], text["收起"], text["继续填写"], text["放弃"]);
    }

    private static async Task<bool> GivesUpAsync(this DialogService dialogs, string message, string title, string goOn, string giveUp) =>
        await dialogs.Confirm(message, title, new ConfirmOptions { OkButtonText = goOn, CancelButtonText = giveUp }) == false;
}
