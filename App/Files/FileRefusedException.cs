using WorkOrders.Shared;

namespace WorkOrders.Files;

/// <summary>An uploaded file is refused while it is read; the reason is shown to the user.</summary>
public sealed class FileRefusedException(Outcome reason) : Exception(reason.Reason)
{
    public FileRefusedException(string reason, params object[] arguments)
        : this(Outcome.Refused(reason, arguments))
    {
    }

    public Outcome Reason { get; } = reason;
}
