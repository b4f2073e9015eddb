using System.Globalization;

namespace WorkOrders.Ui.Fields;

/// <summary>The number of characters below a text field.</summary>
/// <param name="Length">Of the text that the server has; the browser counts on while the user types.</param>
/// <param name="Limit">The most that the validation allows.</param>
/// <param name="Format">In the user's language: {0} is the length, {1} the limit, {2} the number of parts.</param>
/// <param name="Parts">"70,67": one part holds 70 characters, each of several 67. Null for a text that is not sent in parts.</param>
public sealed record CharacterCount(int Length, int Limit, string Format, string? Parts = null)
{
    public bool IsOver => Length > Limit;

    public override string ToString() => string.Format(CultureInfo.CurrentCulture, Format, Length, Limit, PartsOf());

    private int PartsOf()
    {
        var sizes = (Parts ?? "1,1").Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
        return Length <= sizes[0] ? Math.Min(Length, 1) : (Length + sizes[1] - 1) / sizes[1];
    }
}
