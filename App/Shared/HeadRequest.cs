namespace WorkOrders.Shared;

/// <summary>HEAD is handled as GET, and the server sends no body. An endpoint that does more than read asks here.</summary>
public static class HeadRequest
{
    private static readonly object Head = new();

    public static void NoteHead(this HttpContext context) => context.Items[Head] = true;

    /// <summary>True when the client asked for the headers only.</summary>
    public static bool IsHead(this HttpContext context) => context.Items.ContainsKey(Head);
}
