namespace WorkOrders.Staff.Account;

/// <summary>Validation errors of a form: one message per field, in the user's language. The first invalid field gets the focus.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, string> messages = new(StringComparer.Ordinal);
    private string? focus;

    public bool Any => messages.Count > 0;

    /// <summary>The first invalid field, in validation order.</summary>
    public string? First { get; private set; }

    public string? this[string field] => messages.GetValueOrDefault(field);

    public void Add(string field, string message)
    {
        messages.TryAdd(field, message);
        First ??= field;
        focus ??= field;
    }

    public void Clear()
    {
        messages.Clear();
        (First, focus) = (null, null);
    }

    /// <summary>True once for the field that must get the focus.</summary>
    internal bool TakeFocus(string field)
    {
        if (focus != field)
        {
            return false;
        }

        focus = null;
        return true;
    }
}
