using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Customers.Duplicates.Compare;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Customers.Duplicates.Merges;

/// <summary>Dialog that undoes a merge; opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class UndoDialog(ScreenServices services, UndoingMerge undoing) : Screen(services)
{
    private readonly Dictionary<string, UndoChoice> chosen = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<int, string> owners = new Dictionary<int, string>();
    private UndoAnswer? look;

    [Parameter]
    [EditorRequired]
    public MergeRow Merge { get; set; } = null!;

    /// <summary>True when the merge was undone.</summary>
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, MergeRow merge)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(text);
        return await dialogs.OpenAsync<UndoDialog>(text["撤销合并"], new() { [nameof(Merge)] = merge }, "680px") is true;
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => ReadAsync(
        async (db, token) =>
        {
            var answer = await undoing.LookAsync(Merge.Id, Me, token);
            return (answer, await OwnersAsync(db, answer, token));
        },
        read => Show(read.answer, read.Item2));

    private static async Task<IReadOnlyDictionary<int, string>> OwnersAsync(AppDb db, UndoAnswer answer, CancellationToken token)
    {
        int[] ids = [.. answer.Conflicts.Where(c => c.Field.Kind == CustomerFieldKind.Owner).SelectMany(c => new[] { c.Present, c.Before }).OfType<int>()];
        return ids.Length == 0 ? new Dictionary<int, string>() : await db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, token);
    }

    private void Show(UndoAnswer answer, IReadOnlyDictionary<int, string> names)
    {
        (look, owners) = (answer, names);
        foreach (var gone in chosen.Keys.Except(answer.Conflicts.Select(c => c.Key), StringComparer.Ordinal).ToList())
        {
            chosen.Remove(gone);
        }
    }

    private async Task UndoAsync()
    {
        if (await ActAsync("已撤销合并", async () => (await undoing.UndoAsync(Merge.Id, chosen, Me, look!.SurvivorVersion)).Outcome))
        {
            Dialogs.Close(true);
        }
        else
        {
            // What others did meanwhile is shown before the next try.
            await LoadAsync();
        }
    }

    private string Words(UndoConflict conflict, object? value) => ValueWords.Of(conflict.Field, value, owners, L) ?? L["（空）"];
}
