namespace WorkOrders.Import;

/// <summary>
/// Numbers of an upload: all rows, bad ones, and of the valid ones duplicates, without ID number, hidden, hidden duplicates
/// (see <see cref="OrderImport.HiddenDuplicateRows"/>), with hints.
/// </summary>
public sealed record ImportCounts(int Rows, int Bad, int Duplicates, int WithoutId, int Hidden = 0, int HiddenDuplicates = 0, int Hints = 0);
