using WorkOrders.Shared;

namespace WorkOrders.Sheets.Upload;

/// <summary>Reads and checks an uploaded workbook: the id of its import for the preview, or why it is refused.</summary>
/// <param name="file">Seekable.</param>
/// <param name="fileName">The name on the user's computer.</param>
/// <param name="me">Who uploads.</param>
/// <param name="progress">Told how many rows are read.</param>
/// <param name="waiting">Told true when other checks go first, and false when the wait is over.</param>
/// <param name="cancellation">Cancelled when the user leaves.</param>
public delegate Task<(long? Id, Outcome Outcome)> SheetTaking(
    Stream file, string fileName, CurrentUser me, Action<int> progress, Action<bool> waiting, CancellationToken cancellation);
