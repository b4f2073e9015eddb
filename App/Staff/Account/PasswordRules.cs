using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Staff.Account;

/// <summary>Password rules, shown before the user types one.</summary>
public static class PasswordRules
{
    public const int Length = 9;

    public static string InWords(IStringLocalizer<Text> text) => text["至少 {0} 个字符，含大写字母、小写字母、数字和符号", Length];
}
