using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui;

namespace WorkOrders.Staff.Account.Pages;

public sealed partial class LoginCode
{
    private const int CodeLength = 6;
    private readonly FieldErrors errors = new();
    private string? refusal;

    [Inject]
    private StaffSignIn SignIn { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [SupplyParameterFromForm]
    private CodeInput Input { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        if (HttpMethods.IsGet(HttpContext.Request.Method) && await SignIn.GetTwoFactorAuthenticationUserAsync() is null)
        {
            Navigation.NavigateTo(LoginPage.Path(ReturnUrl));
        }
    }

    private async Task VerifyAsync()
    {
        if (await SignIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            Navigation.NavigateTo(LoginPage.Path(ReturnUrl));
            return;
        }

        var result = await CheckAsync(user, Normalise.Halfwidth(Input.Code).Replace(" ", "", StringComparison.Ordinal));
        if (result.Succeeded)
        {
            Navigation.NavigateTo(LocalAddress.OrHome(ReturnUrl));
        }
        else if (result.IsLockedOut)
        {
            refusal = L["登录失败次数过多，请 {0} 分钟后再试", await SignIn.MinutesLockedAsync(user.UserName!)];
        }
        else
        {
            errors.Add("Input.Code", result.IsNotAllowed ? L["账号已停用，请联系管理员"] : L["验证码不对"]);
        }
    }

    private async Task<SignInResult> CheckAsync(User user, string code)
    {
        // The account may have been disabled or locked between the two steps. Identity doesn't check this for recovery codes.
        if (!await SignIn.CanSignInAsync(user))
        {
            return SignInResult.NotAllowed;
        }

        if (code.Length == CodeLength && code.All(char.IsAsciiDigit))
        {
            return await SignIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false);
        }

        return await SignIn.IsLockedAsync(user) ? SignInResult.LockedOut : await SignIn.TwoFactorRecoveryCodeSignInAsync(code);
    }

    internal sealed class CodeInput
    {
        public string? Code { get; set; }
    }
}
