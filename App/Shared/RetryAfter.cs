using System.Globalization;

namespace WorkOrders.Shared;

/// <summary>The header Retry-After.</summary>
public static class RetryAfter
{
    /// <summary>Says when the client may try again, in whole seconds and at least one. Returns them for the message.</summary>
    public static int SetRetryAfter(this HttpResponse response, TimeSpan wait)
    {
        ArgumentNullException.ThrowIfNull(response);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return seconds;
    }
}
