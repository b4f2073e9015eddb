using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui;

namespace WorkOrders.Staff.Account.Pages;

public sealed partial class Login(StaffSignIn staffSignIn, NavigationManager navigationManager, DemoLoginList demoLoginList)
{
    private readonly FieldErrors errors = new();
    private string? refusal;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [SupplyParameterFromForm]
    private LoginInput Input { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    /// <summary>The demo user selected by a link, only in Development.</summary>
    [SupplyParameterFromQuery]
    private string? Demo { get; set; }

    // A typed password is never sent back; the demo password is public.
    private string? ShownPassword => demoLoginList.People.Count > 0 && Demo is not null && Input.Password is null ? demoLoginList.Password : null;

    protected override void OnInitialized()
    {
        Input ??= new LoginInput { UserName = demoLoginList.People.Count > 0 ? Demo : null };
        refusal = LoginThrottle.Refused(HttpContext) ? L["登录尝试太频繁，请一分钟后再试"].Value : null;
        if (HttpContext.User.Identity is { IsAuthenticated: true } && HttpMethods.IsGet(HttpContext.Request.Method))
        {
            navigationManager.NavigateTo(LocalAddress.OrHome(ReturnUrl));
        }
    }

    private async Task SignInAsync()
    {
        if (!IsComplete())
        {
            return;
        }

        var result = await staffSignIn.PasswordSignInAsync(Input.UserName!, Input.Password!, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            navigationManager.NavigateTo(LocalAddress.OrHome(ReturnUrl));
        }
        else if (result.RequiresTwoFactor)
        {
            navigationManager.NavigateTo(LoginPage.CodePath(ReturnUrl));
        }
        else
        {
            refusal = await WordsForAsync(result);
        }
    }

    private bool IsComplete()
    {
        Input.UserName = Normalise.Halfwidth(Input.UserName);
        if (Input.UserName is "" or { Length: > UserLimits.UserName })
        {
            errors.Add(LoginPage.UserNameField, L["请填写{0}", L["用户名"]]);
        }

        if (Input.Password is null or "" or { Length: > UserLimits.Password })
        {
            errors.Add("Input.Password", L["请填写{0}", L["密码"]]);
        }

        return !errors.Any;
    }

    private async Task<LocalizedString> WordsForAsync(SignInResult result) => result switch
    {
        { IsLockedOut: true } => L["登录失败次数过多，请 {0} 分钟后再试", await staffSignIn.MinutesLockedAsync(Input.UserName!)],
        { IsNotAllowed: true } => L["账号已停用，请联系管理员"],
        _ => L["用户名或密码不正确"],
    };

    internal sealed class LoginInput
    {
        public string? UserName { get; set; }

        public string? Password { get; set; }
    }
}
