using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Account.Passwords;

/// <summary>Holds <see cref="PasswordRules"/> wherever Identity sets a password, in place of its own rules.</summary>
internal sealed class PasswordValidation(IStringLocalizer<Text> text) : IPasswordValidator<User>
{
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(PasswordRules.ErrorOf("密码", password ?? "", PasswordRules.About(user)) is { } error
            ? IdentityResult.Failed(new IdentityError { Code = nameof(PasswordRules), Description = error.In(text) })
            : IdentityResult.Success);
}
