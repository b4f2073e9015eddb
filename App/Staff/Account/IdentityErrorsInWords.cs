using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Account;

/// <summary>Error messages of Identity in the user's language.</summary>
internal sealed class IdentityErrorsInWords(IStringLocalizer<Text> text) : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Say(nameof(DefaultError), "操作没有完成，请重试");

    public override IdentityError ConcurrencyFailure() => Say(nameof(ConcurrencyFailure), "账号刚被他人修改，请重新打开后再试");

    public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "当前密码不正确");

    public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidUserName), "用户名由 3 至 32 个小写字母、数字、点、横线或下划线组成，以字母开头");

    public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), "用户名 {0} 已经被使用", userName);

    private IdentityError Say(string code, string key, params object[] arguments) => new() { Code = code, Description = text[key, arguments] };
}
