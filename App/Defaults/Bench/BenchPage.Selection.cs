namespace WorkOrders.Defaults.Bench;

/// <summary>What is ticked for a batch.</summary>
public sealed partial class BenchPage
{
    private readonly HashSet<CaseKey> selection = [];
    private IReadOnlyList<QueueRow> batchRows = [];
    private bool? batch;

    private bool IsFull => selection.Count >= Deciding.Most;

    // One's own and what is decided can't be; neither can a 101st.
    private bool CanTick(QueueRow row) => row.ApplicantId != Me.Id && row.Decided is null && (!IsFull || selection.Contains(row.Key));

    private void Tick(QueueRow row)
    {
        if (!selection.Remove(row.Key) && CanTick(row))
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
