using Microsoft.Extensions.Localization;
using WorkOrders.Shared;

namespace WorkOrders.Staff;

/// <summary>What a password must have, told before it is typed.</summary>
public static class PasswordRules
{
    public const int Length = 9;

    public static string InWords(IStringLocalizer<Text> text) => text["至少 {0} 个字符，含大写字母、小写字母、数字和符号", Length];
}
