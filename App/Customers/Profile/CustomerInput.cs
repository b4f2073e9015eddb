using System.Globalization;
using System.Text.Json.Serialization;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>
/// Texts of a customer's fields as typed, identifiers masked. The original values stay on the server, so a mask that comes back unchanged keeps the original. Used by
/// form, import and API.
/// </summary>
public sealed class CustomerInput
{
    /// <summary>The texts by <see cref="CustomerField.Json"/>; an empty one is left out.</summary>
    [JsonInclude]
    public Dictionary<string, string> Texts { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The values behind the masks; of a new customer empty ones.</summary>
    [JsonIgnore]
    public CustomerValues Original { get; private init; } = new();

    /// <summary>The text of a field; null when empty. Of a choice the name of the enum value, of the owner the id.</summary>
    public string? this[CustomerField field]
    {
        get => Texts.GetValueOrDefault(field.Json);
        set
        {
            if (string.IsNullOrEmpty(value))
            {
                Texts.Remove(field.Json);
            }
            else
            {
                Texts[field.Json] = value;
            }
        }
    }

    /// <summary>A form for these values, masked; without values for a new customer.</summary>
    public static CustomerInput Of(CustomerValues values)
    {
        var input = new CustomerInput { Original = values };
        foreach (var field in CustomerFields.All)
        {
            input[field] = field.Get(values) switch
            {
                Sensitive sensitive => sensitive.Masked,
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            };
        }

        return input;
    }

    /// <summary>What was kept of a form, over the values that it was opened with.</summary>
    public CustomerInput Over(CustomerValues original) => new() { Original = original, Texts = new(Texts, StringComparer.Ordinal) };

    public bool IsSameAs(CustomerInput other) => Texts.Count == other.Texts.Count && Texts.All(one => other.Texts.GetValueOrDefault(one.Key) == one.Value);

    /// <summary>The complete numbers that were typed; one behind an unchanged mask is none. For the limits of look-ups.</summary>
    public IEnumerable<Sensitive> TypedNumbers(DateTimeOffset now)
    {
        var read = Check(now).Values;
        return new Sensitive?[] { read.Phone == Original.Phone ? null : read.Phone, read.IdNumber == Original.IdNumber ? null : read.IdNumber }.OfType<Sensitive>();
    }

    /// <summary>Validates the texts. Uniqueness is asked of the database (<see cref="TakenValues"/>).</summary>
    public CheckedCustomer Check(DateTimeOffset now) => new CustomerCheck(this, now).Run();
}

/// <summary>Result of validation. Use the values only when there are no errors.</summary>
/// <param name="Values">What was read; a wrong field has no value.</param>
/// <param name="Errors">One per wrong field, in form order.</param>
/// <param name="Warnings">Probably typing errors: a person is asked, an import or API answer tells them.</param>
public sealed record CheckedCustomer(CustomerValues Values, IReadOnlyList<FieldError> Errors, IReadOnlyList<FieldError> Warnings)
{
    public bool IsGood => Errors.Count == 0;
}
