using Microsoft.JSInterop;

namespace WorkOrders.Ui.Scripts;

/// <summary>
/// A module with the functions <c>attach</c> and <c>detach</c>: keys and clicks of a page. It may call the <see cref="JSInvokableAttribute"/> methods of a derived class.
/// </summary>
public class PageScript(IJSRuntime js) : ScriptModule(js)
{
    private DotNetObjectReference<PageScript>? self;

    public async Task AttachAsync(string address)
    {
        if (await LoadAsync(address))
        {
            self = DotNetObjectReference.Create(this);
            await CallAsync("attach", self);
        }
    }

    protected override async ValueTask EndAsync()
    {
        using (self)
        {
            await CallAsync("detach");
        }

        await base.EndAsync();
    }
}
