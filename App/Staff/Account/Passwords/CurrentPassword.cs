using Microsoft.Extensions.Localization;
using WorkOrders.AccessRecords;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Account.Passwords;

/// <summary>Asks a signed-in person for their current password. It counts as an attempt to sign in, and a wrong one as a failure that locks the account.</summary>
public sealed class CurrentPassword(StaffSignIn signIn, LoginAttempts attempts, AccessWriter access, IStringLocalizer<Text> text)
{
    /// <summary>Why the person is refused, in words; null when the password is right. A locked person is refused whatever they typed.</summary>
    public async Task<string?> RefusalAsync(User user, string? typed)
    {
        if (string.IsNullOrEmpty(typed))
        {
            return text["请填写{0}", text["当前密码"]];
        }

        if (typed.Length > UserLimits.Password)
        {
            return text["{0}不能超过 {1} 个字符", text["当前密码"], UserLimits.Password];
        }

        if (!attempts.MayTry(signIn.Context.Connection.RemoteIpAddress, user.UserName!))
        {
            await access.TooManySignInsAsync(user.UserName);
            return text["密码尝试太频繁，请一分钟后再试"];
        }

        var result = await signIn.CheckPasswordSignInAsync(user, typed, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            await access.SignInAsync(user, user.UserName, result);
        }

        return result switch
        {
            { Succeeded: true } => null,
            { IsLockedOut: true } => await LockedAsync(user),
            { IsNotAllowed: true } => text["账号已停用，请联系管理员"].Value,
            _ => text["当前密码不正确"].Value,
        };
    }

    /// <summary>The refusal of a locked person; null when they are not locked.</summary>
    public async Task<string?> LockedAsync(User user) =>
        await signIn.IsLockedAsync(user) ? text["密码输错次数过多，请 {0} 分钟后再试", await signIn.MinutesLockedAsync(user.UserName!)].Value : null;
}
