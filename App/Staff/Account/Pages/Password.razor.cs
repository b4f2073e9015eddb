using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account.Passwords;

namespace WorkOrders.Staff.Account.Pages;

public sealed partial class Password(
    UserManager<User> userManager, StaffSignIn staffSignIn, CurrentPassword currentPassword, NavigationManager navigationManager, TimeProvider timeProvider)
{
    private readonly FieldErrors errors = new();

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    [SupplyParameterFromForm]
    private PasswordInput Input { get; set; } = null!;

    [SupplyParameterFromQuery]
    private bool Done { get; set; }

    protected override void OnInitialized() => Input ??= new PasswordInput();

    private async Task ChangeAsync()
    {
        Check();
        if (errors.Any || await userManager.GetUserAsync(HttpContext.User) is not { } user)
        {
            return;
        }

        // Asks before the account changes: its operation record is saved with the new password.
        if (!await MayChangeAsync(user))
        {
            return;
        }

        user.ChangeOwnPassword(CurrentUser.From(HttpContext.User)!, timeProvider.GetUtcNow());
        var result = await userManager.ChangePasswordAsync(user, Input.Current!, Input.New!);
        if (!result.Succeeded)
        {
            errors.Add("Input.New", string.Join(L["；"], result.Errors.Select(e => e.Description)));
            return;
        }

        // The new security stamp ends all sessions; sign in this one again.
        await staffSignIn.RefreshSignInAsync(user);
        navigationManager.NavigateTo("/account/password?done=true");
    }

    private async Task<bool> MayChangeAsync(User user)
    {
        if (await currentPassword.RefusalAsync(user, Input.Current) is { } refusal)
        {
            errors.Add("Input.Current", refusal);
        }
        else if (PasswordRules.ErrorOf("新密码", Input.New!, PasswordRules.About(user)) is { } weak)
        {
            errors.Add("Input.New", weak.In(L));
        }

        return !errors.Any;
    }

    private void Check()
    {
        foreach (var (field, name, value) in new[] { ("Input.Current", "当前密码", Input.Current), ("Input.New", "新密码", Input.New), ("Input.Again", "再输一次新密码", Input.Again) })
        {
            if (string.IsNullOrEmpty(value))
            {
                errors.Add(field, L["请填写{0}", L[name]]);
            }
            else if (value.Length > UserLimits.Password)
            {
                errors.Add(field, L["{0}不能超过 {1} 个字符", L[name], UserLimits.Password]);
            }
        }

        if (Input.New != Input.Again)
        {
            errors.Add("Input.Again", L["两次输入的新密码不一致"]);
        }

        if (!string.IsNullOrEmpty(Input.New) && Input.New == Input.Current)
        {
            errors.Add("Input.New", L["新密码不能与当前密码相同"]);
        }
    }

    internal sealed class PasswordInput
    {
        public string? Current { get; set; }

        public string? New { get; set; }

        public string? Again { get; set; }
    }
}
