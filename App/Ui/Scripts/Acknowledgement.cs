using Microsoft.JSInterop;

namespace WorkOrders.Ui.Scripts;

/// <summary>Answers the browser (js/unsent.js). Calls of a circuit keep their order, so what the browser sent before it asked has arrived.</summary>
public static class Acknowledgement
{
    [JSInvokable]
    public static bool Acknowledge() => true;
}
