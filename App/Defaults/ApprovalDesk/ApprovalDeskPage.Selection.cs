using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.Cases.Deciding;

namespace WorkOrders.Defaults.ApprovalDesk;

/// <summary>Selection for 批量审核.</summary>
public sealed partial class ApprovalDeskPage
{
    private readonly HashSet<CaseKey> selection = [];
    private IReadOnlyList<QueueRow> batchRows = [];
    private bool? batch;

    private bool IsFull => selection.Count >= Deciding.Most;

    // The user's own cases, decided cases and more than 100 cases can't be selected.
    private bool CanTick(QueueRow row) => row.ApplicantId != Me.Id && row.Decided is null && (!IsFull || selection.Contains(row.Key));

    private void Tick(QueueRow row, bool isTicked)
    {
        selection.Remove(row.Key);
        if (isTicked && CanTick(row))
        {
            selection.Add(row.Key);
        }
    }

    private void ClearSelection()
    {
        selection.Clear();
        batch = null;
    }

    private void BeginBatch(bool approved) =>
        (batch, batchRows, said) = (approved, [.. queue!.Rows.Where(r => selection.Contains(r.Key))], null);

    private async Task EndBatchAsync(IReadOnlyCollection<CaseKey> decided)
    {
        batch = null;
        focusChosen = true;
        if (decided.Count > 0)
        {
            selection.Clear();
            await RemoveAsync([.. decided]);
        }
    }
}
