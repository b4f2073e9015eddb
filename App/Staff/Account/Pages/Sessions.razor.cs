using Microsoft.AspNetCore.Components;
using WorkOrders.Shared;
using WorkOrders.Staff.Sessions;
using WorkOrders.Ui;

namespace WorkOrders.Staff.Account.Pages;

/// <summary>我的会话: where the person is signed in, and the end of one or all of these sessions.</summary>
public sealed partial class Sessions
{
    private readonly SessionList list;
    private readonly StaffSignIn signIn;
    private IReadOnlyList<SessionRow> rows = [];
    private Guid? current;

    public Sessions(ScreenServices services, SessionList list, StaffSignIn signIn)
        : base(services) => (this.list, this.signIn) = (list, signIn);

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [SupplyParameterFromForm]
    private SessionInput Input { get; set; } = null!;

    [SupplyParameterFromQuery]
    private bool Done { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SessionInput();
        current = StaffClaims.SessionOf(HttpContext.User);
        await ReadAsync((db, token) => list.ReadAsync(db, SignedIn.Id, token), found => rows = found);
    }

    private CurrentUser SignedIn => CurrentUser.From(HttpContext.User)!;

    private async Task EndAsync()
    {
        if (Input.Session is { } id && await ActAsync(null, () => list.EndAsync(id, SignedIn.Id, SignedIn)))
        {
            Navigator.NavigateTo("/account/sessions?done=true");
        }
    }

    private async Task EndAllAsync()
    {
        if (await ActAsync(null, () => list.EndAllAsync(SignedIn.Id, SignedIn)))
        {
            await signIn.SignOutAsync();
            Navigator.NavigateTo(LoginPage.Route);
        }
    }

    internal sealed class SessionInput
    {
        public Guid? Session { get; set; }
    }
}
