namespace WorkOrders.Staff.Account;

/// <summary>Validation errors of a static account page: one message per field, in the user's language. The first invalid field gets the focus.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, string> messages = new(StringComparer.Ordinal);

    public bool Any => messages.Count > 0;

    /// <summary>The first invalid field, in validation order.</summary>
    public string? First { get; private set; }

    public string? this[string field] => messages.GetValueOrDefault(field);

    public void Add(string field, string message)
    {
        messages.TryAdd(field, message);
        First ??= field;
    }
}
