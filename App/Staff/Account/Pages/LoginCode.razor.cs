using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WorkOrders.AccessRecords;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui;

namespace WorkOrders.Staff.Account.Pages;

public sealed partial class LoginCode(StaffSignIn staffSignIn, NavigationManager navigationManager, AccessWriter access)
{
    private const int CodeLength = 6;
    private readonly FieldErrors errors = new();
    private string? refusal;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [SupplyParameterFromForm]
    private CodeInput Input { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        refusal = LoginThrottle.Refused(HttpContext) ? L["登录尝试太频繁，请一分钟后再试"].Value : null;
        if (HttpMethods.IsGet(HttpContext.Request.Method) && await staffSignIn.GetTwoFactorAuthenticationUserAsync() is null)
        {
            navigationManager.NavigateTo(LoginPage.Path(ReturnUrl));
        }
    }

    private async Task VerifyAsync()
    {
        if (await staffSignIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            navigationManager.NavigateTo(LoginPage.Path(ReturnUrl));
            return;
        }

        var code = Normalise.Halfwidth(Input.Code).Replace(" ", "", StringComparison.Ordinal);
        var result = await access.SecondFactorAsync(user, IsOfApp(code) ? AccessKind.SecondFactor : AccessKind.RecoveryCode, await CheckAsync(user, code));
        if (result.Succeeded)
        {
            navigationManager.NavigateTo(LocalAddress.OrHome(ReturnUrl));
        }
        else if (result.IsLockedOut)
        {
            refusal = L["登录失败次数过多，请 {0} 分钟后再试", await staffSignIn.MinutesLockedAsync(user.UserName!)];
        }
        else
        {
            errors.Add("Input.Code", result.IsNotAllowed ? L["账号已停用，请联系管理员"] : L["验证码不对或已经用过"]);
        }
    }

    private async Task<SignInResult> CheckAsync(User user, string code)
    {
        // The account may have been disabled or locked between the two steps. Identity doesn't check this for recovery codes.
        if (!await staffSignIn.CanSignInAsync(user))
        {
            return SignInResult.NotAllowed;
        }

        if (IsOfApp(code))
        {
            return await staffSignIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false);
        }

        return await staffSignIn.IsLockedAsync(user) ? SignInResult.LockedOut : await staffSignIn.TwoFactorRecoveryCodeSignInAsync(code);
    }

    private static bool IsOfApp(string code) => code.Length == CodeLength && code.All(char.IsAsciiDigit);

    internal sealed class CodeInput
    {
        public string? Code { get; set; }
    }
}
