using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account.Passwords;

namespace WorkOrders.Staff.Account.Pages;

/// <summary>Turns two-factor sign-in on and off. Each act asks for the current password; opening the page changes nothing and shows no key.</summary>
public sealed partial class TwoFactor(
    UserManager<User> userManager, StaffSignIn staffSignIn, CurrentPassword currentPassword, TimeProvider timeProvider, NavigationManager navigationManager)
{
    private const string NewCodes = "new-codes";
    private const string Off = "off";
    private const string SetUp = "two-factor set-up";
    private const int RecoveryCodes = 10;
    private readonly FieldErrors errors = new();
    private User? user;
    private string? key;
    private string? ticket;
    private int codesLeft;
    private bool isOnNow;
    private IReadOnlyList<string>? codes;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [SupplyParameterFromForm]
    private TwoFactorInput Input { get; set; } = null!;

    // No QR code, because it would need a library. The key as text and a link are enough.
    private string Link => $"otpauth://totp/{Uri.EscapeDataString("WorkOrders:" + user!.UserName)}?secret={key}&issuer=WorkOrders&digits=6";

    private CurrentUser Me => CurrentUser.From(HttpContext.User)!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        user = await userManager.GetUserAsync(HttpContext.User);
        if (user is { TwoFactorEnabled: true })
        {
            codesLeft = await userManager.CountRecoveryCodesAsync(user);
        }
        else if (user is not null && Input.Ticket is { } shown && await userManager.VerifyUserTokenAsync(user, TokenOptions.DefaultProvider, SetUp, shown))
        {
            await ShowKeyAsync(user);
        }
    }

    private Task TurnOnAsync() => key is null ? MakeKeyAsync(user!) : EnableAsync(user!);

    private async Task MakeKeyAsync(User person)
    {
        if (Input.Ticket is not null)
        {
            errors.Add("Input.Password", L["设置已过期，请重新开始"]);
            return;
        }

        if (await IsConfirmedAsync(person))
        {
            // A new key changes the security stamp; sign in this session again.
            await userManager.ResetAuthenticatorKeyAsync(person);
            await staffSignIn.RefreshSignInAsync(person);
            await ShowKeyAsync(person);
        }
    }

    private async Task EnableAsync(User person)
    {
        var code = Normalise.Halfwidth(Input.Code).Replace(" ", "", StringComparison.Ordinal);
        if (await currentPassword.LockedAsync(person) is { } locked)
        {
            errors.Add("Input.Code", locked);
            return;
        }

        if (!await userManager.VerifyTwoFactorTokenAsync(person, userManager.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            errors.Add("Input.Code", L["验证码不对或已经用过。请核对手机的时间，再输入新出现的六位数字"]);
            return;
        }

        person.RecordOwn(StaffActions.TwoFactorTurnedOn, Me, timeProvider.GetUtcNow());
        if (IsSaved(await userManager.SetTwoFactorEnabledAsync(person, true), "Input.Code"))
        {
            isOnNow = true;
            await MakeCodesAsync(person);
            await staffSignIn.RefreshSignInAsync(person);
        }
    }

    private async Task ManageAsync()
    {
        if (!await IsConfirmedAsync(user!))
        {
            return;
        }

        if (Input.Act == NewCodes)
        {
            user!.RecordOwn(StaffActions.RecoveryCodesMade, Me, timeProvider.GetUtcNow());
            await MakeCodesAsync(user);
        }
        else if (Input.Act == Off)
        {
            await DisableAsync(user!);
        }
    }

    private async Task DisableAsync(User person)
    {
        person.RecordOwn(StaffActions.TwoFactorTurnedOff, Me, timeProvider.GetUtcNow());
        if (IsSaved(await userManager.SetTwoFactorEnabledAsync(person, false), "Input.Password"))
        {
            await userManager.ResetAuthenticatorKeyAsync(person);
            await staffSignIn.RefreshSignInAsync(person);
            navigationManager.NavigateTo("/account/two-factor");
        }
    }

    private async Task MakeCodesAsync(User person)
    {
        codes = await userManager.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes) is { } made ? [.. made] : null;
        if (codes is null)
        {
            errors.Add("Input.Password", L["操作没有完成，请重试"]);
        }
    }

    // The ticket proves for a while, at the next request, that the password was asked for.
    private async Task ShowKeyAsync(User person)
    {
        key = await userManager.GetAuthenticatorKeyAsync(person);
        ticket = await userManager.GenerateUserTokenAsync(person, TokenOptions.DefaultProvider, SetUp);
    }

    private async Task<bool> IsConfirmedAsync(User person)
    {
        if (await currentPassword.RefusalAsync(person, Input.Password) is { } refusal)
        {
            errors.Add("Input.Password", refusal);
        }

        return !errors.Any;
    }

    private bool IsSaved(IdentityResult result, string field)
    {
        if (!result.Succeeded)
        {
            errors.Add(field, string.Join(L["；"], result.Errors.Select(e => e.Description)));
        }

        return result.Succeeded;
    }

    private static string Spaced(string key) => string.Join(' ', key.Chunk(4).Select(part => new string(part)));

    internal sealed class TwoFactorInput
    {
        public string? Code { get; set; }

        public string? Password { get; set; }

        public string? Act { get; set; }

        public string? Ticket { get; set; }
    }
}
