using WorkOrders.Defaults.Cases;

namespace WorkOrders.Tests;

public sealed class CaseKindTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        { "a12", "/defaults/applications/12", "违约认定申请" },
        { "r5", "/defaults/renewals/5", "违约重生申请" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_code_names_the_case_and_its_page(string code, string address, string title)
    {
        var key = CaseKey.Parse(code)!.Value;
        Assert.Equal((code, address, title), (key.ToString(), key.Address, key.Kind.Title));
        Assert.Equal(key, new CaseKey(key.Kind, key.Id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("12")]
    [InlineData("x12")]
    [InlineData("a-1")]
    [InlineData("A12")]
    public void What_is_no_code_is_no_case(string? code) => Assert.Null(CaseKey.Parse(code));

    [Fact]
    public void No_two_kinds_share_a_letter_a_subject_a_page_or_a_notice()
    {
        Assert.Distinct(CaseKind.All.Select(k => k.Letter));
        Assert.Distinct(CaseKind.All.Select(k => k.Subject));
        Assert.Distinct(CaseKind.All.Select(k => k.ListAddress));
        Assert.Distinct(CaseKind.All.Select(k => k.QueueType));
        Assert.Distinct(CaseKind.All.SelectMany(k => new[] { k.NoticeOf(true), k.NoticeOf(false) }));
    }
}
