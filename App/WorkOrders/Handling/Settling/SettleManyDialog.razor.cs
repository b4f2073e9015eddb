using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Handling.Settling;

/// <summary>Dialog to settle many orders with basis and remark; opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class SettleManyDialog(ScreenServices services) : Screen(services)
{
    private const int NamedAtMost = 3;

    private IReadOnlyList<FieldError> errors = [];
    private IReadOnlyList<(string Number, string Requester)> waiting = [];
    private string? basis;
    private string? remark;
    private bool alsoWaiting;

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<SeenOrder> Orders { get; set; } = [];

    private IEnumerable<(string Value, string Text)> Bases => EnumText.Of<SettlementBasis>().Select(b => (b.Value.ToString(), L[b.Text].Value));

    /// <summary>True when an order was settled or was found changed, so that the list must reload.</summary>
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, IReadOnlyList<SeenOrder> orders) => await dialogs.OpenAsync<SettleManyDialog>(
        text["结单"],
        new Dictionary<string, object?> { [nameof(Orders)] = orders }) is true;

    protected override Task OnInitializedAsync() => ReadAsync((db, token) => SettlingMany.WaitingAsync(db, Orders, Time.GetUtcNow(), token), read => waiting = read);

    private string Names() => string.Join(L["、"], waiting.Take(NamedAtMost).Select(w => $"{w.Number} {w.Requester}")) + (waiting.Count > NamedAtMost ? "…" : "");

    private string Done(int count) => L["已结 {0} 张工单", count.ToString("N0")];

    private bool IsComplete()
    {
        errors = remark?.Trim().Length is > OperationRecord.RemarkLength and var length
            ? [new FieldError("结单备注", "{0}不能超过 {1} 个字，现在有 {2} 个", OperationRecord.RemarkLength, length)]
            : [];

        // The event was raised in the child form, which renders only itself. Render this dialog too.
        StateHasChanged();
        return errors.Count == 0;
    }

    private Task<BulkReport> SettleAsync(Action<int> progress, CancellationToken stop) => new SettlingMany(Factory, Me, Time).SettleAsync(
        Orders, Enum.TryParse<SettlementBasis>(basis, out var chosen) ? chosen : null, remark, alsoWaiting, progress, stop);
}
