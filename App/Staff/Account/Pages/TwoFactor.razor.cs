using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Account.Pages;

public sealed partial class TwoFactor(
    UserManager<User> userManager, StaffSignIn staffSignIn, TimeProvider timeProvider, NavigationManager navigationManager)
{
    private const int RecoveryCodes = 10;
    private readonly FieldErrors errors = new();
    private User? user;
    private string key = "";
    private int codesLeft;
    private IReadOnlyList<string>? codes;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [SupplyParameterFromForm]
    private TwoFactorInput Input { get; set; } = null!;

    // No QR code, because it would need a library. The key as text and a link are enough.
    private string Link => $"otpauth://totp/{Uri.EscapeDataString("WorkOrders:" + user!.UserName)}?secret={key}&issuer=WorkOrders&digits=6";

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        user = await userManager.GetUserAsync(HttpContext.User);
        if (user is null)
        {
            return;
        }

        if (await userManager.GetAuthenticatorKeyAsync(user) is null && !user.TwoFactorEnabled)
        {
            await MakeKeyAsync(user);
        }

        key = await userManager.GetAuthenticatorKeyAsync(user) ?? "";
        codesLeft = await userManager.CountRecoveryCodesAsync(user);
    }

    private async Task TurnOnAsync()
    {
        var code = Normalise.Halfwidth(Input.Code).Replace(" ", "", StringComparison.Ordinal);
        if (!await userManager.VerifyTwoFactorTokenAsync(user!, userManager.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            errors.Add("Input.Code", L["验证码不对。请核对手机的时间，再输入新出现的六位数字"]);
            return;
        }

        user!.RecordOwn(StaffActions.TwoFactorTurnedOn, CurrentUser.From(HttpContext.User)!, timeProvider.GetUtcNow());
        await userManager.SetTwoFactorEnabledAsync(user, true);
        codes = [.. await userManager.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];
        await staffSignIn.RefreshSignInAsync(user);
    }

    private async Task TurnOffAsync()
    {
        if (!await userManager.CheckPasswordAsync(user!, Input.Password ?? ""))
        {
            errors.Add("Input.Password", L["当前密码不正确"]);
            return;
        }

        user!.RecordOwn(StaffActions.TwoFactorTurnedOff, CurrentUser.From(HttpContext.User)!, timeProvider.GetUtcNow());
        await userManager.SetTwoFactorEnabledAsync(user, false);
        await userManager.ResetAuthenticatorKeyAsync(user);
        await staffSignIn.RefreshSignInAsync(user);
        navigationManager.NavigateTo("/account/two-factor");
    }

    // A new key changes the security stamp; sign in this session again.
    private async Task MakeKeyAsync(User person)
    {
        await userManager.ResetAuthenticatorKeyAsync(person);
        await staffSignIn.RefreshSignInAsync(person);
    }

    private static string Spaced(string key) => string.Join(' ', key.Chunk(4).Select(part => new string(part)));

    internal sealed class TwoFactorInput
    {
        public string? Code { get; set; }

        public string? Password { get; set; }
    }
}
