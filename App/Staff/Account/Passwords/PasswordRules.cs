using System.Text;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Account.Passwords;

/// <summary>Rules of a new password: its length, and that it is hard to guess also for who knows the person.</summary>
public static class PasswordRules
{
    public const int Length = 12;

    // Of 0 to 4: 10^8 guesses are not enough.
    private const int Score = 3;

    // zxcvbn takes 0.1 s for this much and 0.5 s for the longest password. The rest can only make it stronger.
    private const int Judged = 64;

    private static readonly string[] Product = ["工单平台", "WorkOrders", "gongdan"];

    /// <summary>The rules, shown before the user types one.</summary>
    public static string InWords(IStringLocalizer<Text> text) => text["{0} 至 {1} 个字符，不容易猜到：不要用姓名、公司、日期、键盘顺序或常见密码，可用几个不相关的词", Length, UserLimits.Password];

    /// <summary>The first rule that the password breaks; null when it is good. <paramref name="about"/>: what others know of the person, worth nothing in it.</summary>
    public static FieldError? ErrorOf(string field, string password, IEnumerable<string?> about) =>
        password.EnumerateRunes().Count() < Length ? new FieldError(field, "{0}至少 {1} 个字符", Length)
        : password.Length > UserLimits.Password ? new FieldError(field, "{0}不能超过 {1} 个字符", UserLimits.Password)
        : ScoreOf(password, about) < Score ? new FieldError(field, "{0}太容易猜到：请不要用姓名、公司、日期、键盘顺序或常见密码，可用几个不相关的词")
        : null;

    /// <summary>What others know of this person.</summary>
    public static IEnumerable<string?> About(User user) =>
        [user.UserName, user.DisplayName, user.EmployeeNumber, user.PhoneNumber, user.Email, user.Company, user.Department, user.Organization, user.Team];

    private static int ScoreOf(string password, IEnumerable<string?> about) =>
        Zxcvbn.Zxcvbn.MatchPassword(Once(Judge(password)), Words([.. Product, .. about])).Score;

    // Full-width letters and digits are the same ones in another dress.
    private static string Judge(string password) => Normalise.Start(Normalise.Whole(password).Normalize(NormalizationForm.FormKC), Judged);

    // zxcvbn knows repeated characters, but not repeated parts: Aa1!Aa1!Aa1! is Aa1!.
    private static string Once(string text) => text[..(text + text).IndexOf(text, 1, StringComparison.Ordinal)];

    // As they are and in parts: of an e-mail address the name and the host, of a name of two words each.
    private static string[] Words(IEnumerable<string?> values) =>
    [
        .. values.OfType<string>().SelectMany(value => value.Split([.. value.Where(c => !char.IsLetterOrDigit(c))]).Append(value))
            .Where(word => word.Length > 1).Select(word => word.ToLowerInvariant()).Distinct(StringComparer.Ordinal),
    ];
}
