namespace WorkOrders.Import;

/// <summary>What a person chooses for a file before it is imported.</summary>
/// <param name="Handler">Who gets the orders.</param>
/// <param name="SkipDuplicates">Leaves out rows whose order exists.</param>
/// <param name="SkipHidden">Leaves out rows that are hidden in the sheet; null while it is not chosen.</param>
/// <param name="Again">Imports it although the same content was imported before.</param>
public sealed record ImportChoice(ImportHandler Handler, bool SkipDuplicates, bool? SkipHidden = null, bool Again = false);
