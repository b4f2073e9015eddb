namespace WorkOrders.Tests;

/// <summary>A contract or application number that is as a whole a personal number is refused, in every spelling; others are printed as they are.</summary>
public sealed class BusinessNumberTests
{
    [Theory]
    [InlineData("13812345678")]
    [InlineData("138_1234_5678")]
    [InlineData("138★1234★5678")]
    [InlineData("(+86)13812345678#")]
    [InlineData("08613812345678")]
    [InlineData("１３８／１２３４／５６７８")]
    [InlineData("110101-19900307-1233")]
    [InlineData("11010519491231002X#")]
    public void A_mobile_or_identity_card_number_is_personal_in_every_spelling(string number)
    {
        Assert.True(BusinessNumber.IsPersonal(number));
        Assert.NotEqual(number, new BusinessNumber(number).ToString());
    }

    [Theory]
    [InlineData("GD20261120000123")]
    [InlineData("T13812345678")]
    [InlineData("HT-2026-1128-000123")]
    [InlineData("138123456789")]
    [InlineData("6222021234567894")]
    [InlineData("202611280001234567")]
    [InlineData("（2026）京融字第011号")]
    [InlineData("")]
    public void Other_numbers_are_printed_as_they_are(string number)
    {
        Assert.False(BusinessNumber.IsPersonal(number));
        Assert.Equal(number, new BusinessNumber(number).ToString());
    }
}
