namespace WorkOrders.Ui.Fields;

/// <summary>A field that two users changed, with the values as the form shows them; null when empty.</summary>
/// <param name="Name">The Chinese name, which is the localizer key.</param>
/// <param name="Before">The value when the form was opened.</param>
/// <param name="Mine">The user's own value.</param>
/// <param name="Theirs">What the other user saved meanwhile.</param>
public sealed record FieldConflict(string Name, string? Before, string? Mine, string? Theirs);
