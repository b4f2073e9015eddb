namespace WorkOrders.Staff;

/// <summary>What is wrong with a form: one message a field, in the user's language. The first wrong field gets the focus.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, string> messages = new(StringComparer.Ordinal);
    private string? focus;

    public bool Any => messages.Count > 0;

    /// <summary>The first field in the order in which the form was checked.</summary>
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

    /// <summary>True once for the field that should take the focus after the form was refused.</summary>
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
