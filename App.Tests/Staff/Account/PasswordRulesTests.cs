using WorkOrders.Shared.People;
using WorkOrders.Staff.Account.Passwords;

namespace WorkOrders.Tests;

public sealed class PasswordRulesTests
{
    private const string TooEasy = "{0}太容易猜到：请不要用姓名、公司、日期、键盘顺序或常见密码，可用几个不相关的词";

    private static readonly User Li = User.Register(
        "zhangwei.88",
        new UserProfile("张伟强", "EMP77123", "13812345678", "wei.zhang@sunrise-leasing.example", "晨光融资租赁有限公司", "华北风控合规部", "Harvester Group", Team: "客服第十七班"),
        [], [], As.Somebody(Roles.Admin), Given.Now);

    [Theory]
    [InlineData("harbour-plum-seven")]
    [InlineData("correct horse battery")]
    [InlineData("Kq7!vLm2#xPz")]
    [InlineData("杏花微雨湿红绡，夜半钟声")]
    [InlineData(WorkOrders.Demo.DemoStaff.Password)]
    public void What_is_long_and_hard_to_guess_is_a_password_whatever_its_characters(string password) => Assert.Null(ErrorOf(password));

    [Theory]
    [InlineData("")]
    [InlineData("Kq7!vLm2#xP")]
    [InlineData("😀😃😄😁😆😅")]
    public void Eleven_characters_are_too_few(string password) => Assert.Equal(new FieldError("新密码", "{0}至少 {1} 个字符", 12).Rule, ErrorOf(password)?.Rule);

    [Fact]
    public void The_longest_password_has_128_characters()
    {
        var words = string.Join('-', Enumerable.Range(0, 40).Select(i => "harbour-plum-" + i));
        Assert.Null(ErrorOf(words[..UserLimits.Password]));
        var error = ErrorOf(words[..(UserLimits.Password + 1)])!;
        Assert.Equal(("新密码", "{0}不能超过 {1} 个字符"), (error.Field, error.Rule));
        Assert.Equal([128], error.Arguments);
    }

    [Theory]
    [InlineData("Password2026!")]
    [InlineData("qwertyuiop[]")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Aa1!Aa1!Aa1!")]
    [InlineData("１２３４５６７８９０１２")]
    [InlineData("ｐａｓｓｗｏｒｄ１２３４")]
    [InlineData("gongdan-2026")]
    [InlineData("WorkOrders-WorkOrders")]
    [InlineData("工单平台工单平台工单平台")]
    public void What_many_people_or_this_product_suggest_is_too_easy(string password) => Assert.Equal(TooEasy, ErrorOf(password)?.Rule);

    [Theory]
    [InlineData("zhangwei.88-zhangwei.88")]
    [InlineData("张伟强张伟强张伟强张伟强")]
    [InlineData("EMP77123-2026")]
    [InlineData("13812345678-1990")]
    [InlineData("sunrise-leasing-2026")]
    [InlineData("晨光融资租赁有限公司2026")]
    [InlineData("华北风控合规部华北风控合规部")]
    [InlineData("Harvester Group 1")]
    [InlineData("客服第十七班-客服第十七班")]
    public void What_others_know_of_the_person_is_no_strength(string password)
    {
        Assert.Equal(TooEasy, ErrorOf(password)?.Rule);
        Assert.Null(PasswordRules.ErrorOf("新密码", password + "-plum-harbour-quill", PasswordRules.About(Li)));
    }

    [Fact]
    public void A_generated_password_is_always_good()
    {
        var made = Enumerable.Range(0, 40).Select(_ => RandomPassword.New()).ToList();
        Assert.All(made, password => Assert.Null(ErrorOf(password)));
        Assert.All(made, password => Assert.Matches("^([a-hjkmnp-z2-9i]{4}-){3}[a-hjkmnp-z2-9i]{4}$", password));
        Assert.Equal(made.Count, made.Distinct(StringComparer.Ordinal).Count());
    }

    private static FieldError? ErrorOf(string password) => PasswordRules.ErrorOf("新密码", password, PasswordRules.About(Li));
}
