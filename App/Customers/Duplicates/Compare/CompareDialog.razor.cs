using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WorkOrders.Customers.Duplicates.Merge;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Customers.Duplicates.Compare;

/// <summary>Dialog that compares two customers and merges or dismisses them; opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class CompareDialog(ScreenServices services, Merging merging, Dismissing dismissing) : Screen(services)
{
    private readonly Dictionary<string, int> chosen = new(StringComparer.Ordinal);
    private CustomerPair? pair;
    private bool isMissing;
    private int survivorId;

    [Parameter]
    [EditorRequired]
    public int One { get; set; }

    [Parameter]
    [EditorRequired]
    public int Other { get; set; }

    private Customer Survivor => survivorId == pair!.First.Id ? pair.First : pair.Second;

    private Customer Loser => survivorId == pair!.First.Id ? pair.Second : pair.First;

    /// <summary>True when they were merged or dismissed.</summary>
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, int one, int other)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(text);
        return await dialogs.OpenAsync<CompareDialog>(text["比较客户"], new() { [nameof(One)] = one, [nameof(Other)] = other }, "760px") is true;
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => ReadAsync((db, token) => CustomerPair.ReadAsync(db, One, Other, Me, token), Take);

    // The older one stays, with its values where it has some. What was chosen before stays chosen.
    private void Take(CustomerPair? read)
    {
        (pair, isMissing) = (read, read is null);
        if (read is not null)
        {
            survivorId = survivorId == 0 ? read.First.Id : survivorId;
            foreach (var field in read.Fields)
            {
                chosen.TryAdd(field.Field.Json, field.First is null ? read.Second.Id : read.First.Id);
            }
        }
    }

    private async Task MergeAsync()
    {
        var request = new MergeRequest(Survivor.Id, Survivor.Version, Loser.Id, Loser.Version)
        {
            Fields = pair!.Fields.Where(f => !f.IsSame)
                .ToDictionary(f => f.Field.Json, f => chosen[f.Field.Json] == survivorId ? MergeSide.Survivor : MergeSide.Other, StringComparer.Ordinal),
        };
        MergeAnswer? answer = null;
        if (await ActAsync("已合并，30 天内可以在“合并记录”里撤销", async () => (answer = await merging.MergeAsync(request, Me)).Outcome))
        {
            Dialogs.Close(true);
        }
        else if (answer?.Outcome.Reason == Merging.Changed.Reason)
        {
            await LoadAsync();
        }
    }

    private async Task DismissAsync()
    {
        if (await ActAsync("已记下，以后不再提议", () => dismissing.DismissAsync(One, Other, Me)))
        {
            Dialogs.Close(true);
        }
    }

    private string Words(CustomerField field, object? value) => ValueWords.Of(field, value, pair!.Owners, L) ?? L["（空）"];
}
