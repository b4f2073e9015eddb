using System.Text.Json;

namespace WorkOrders.Tests;

public sealed class SensitiveTests
{
    [Theory]
    [InlineData("13812345678", "13812345678", "138****5678")]
    [InlineData(" 138-1234 5678", "13812345678", "138****5678")]
    [InlineData("+86 138 1234 5678", "13812345678", "138****5678")]
    [InlineData("１３８１２３４５６７８", "13812345678", "138****5678")]
    [InlineData("010-12345678", "01012345678", "010****5678")]
    [InlineData("95588", "95588", "9**88")]
    public void A_phone_is_normalised_and_prints_masked(string typed, string real, string masked)
    {
        var phone = PhoneNumber.Parse(typed)!;
        Assert.Equal(real, phone.Unmask());
        Assert.Equal(masked, phone.Masked);
    }

    [Theory]
    [InlineData("138****5678")]
    [InlineData("1234")]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_phone_is_not_taken_least_of_all_a_masked_one(string? typed) => Assert.Null(PhoneNumber.Parse(typed));

    [Theory]
    [InlineData("11010519491231002X", "110105********002X")]
    [InlineData("11010519491231002x", "110105********002X")]
    [InlineData("110105491231002", "110105*****1002")]
    public void An_identity_number_is_checked_and_prints_masked(string typed, string masked) => Assert.Equal(masked, IdNumber.Parse(typed)!.Masked);

    [Theory]
    [InlineData("110105194912310021")]
    [InlineData("110105********002X")]
    [InlineData("11010519491231002")]
    public void A_wrong_check_character_or_a_mask_is_no_identity_number(string typed) => Assert.Null(IdNumber.Parse(typed));

    [Fact]
    public void A_street_is_not_readable_from_a_masked_address() =>
        Assert.Equal("上海市浦东新*********", PostalAddress.Parse("上海市浦东新区世纪大道100号")!.Masked);

    [Theory]
    [InlineData("请拨13812345678联系", "请拨138****5678联系")]
    [InlineData("身份证11010519491231002X。", "身份证110105********002X。")]
    [InlineData("卡号6222021234567890123", "卡号6222***********0123")]
    [InlineData("卡号 6222 0212 3456 7890", "卡号 6222***********7890")]
    [InlineData("手机 138 1234 5678", "手机 138 *****5678")]
    [InlineData("合同 HT202611200001，逾期 43 天", "合同 HT202611200001，逾期 43 天")]
    public void Numbers_in_free_text_print_masked(string text, string masked) => Assert.Equal(masked, FreeText.Parse(text)!.Masked);

    [Fact]
    public void Saving_an_unrevealed_text_keeps_what_is_behind_the_asterisks()
    {
        var original = FreeText.Parse("本人13812345678，妻子13987654321")!;
        var merged = FreeText.Merge(original, original.Masked.Replace("本人", "客户本人", StringComparison.Ordinal) + "，已联系")!;
        Assert.Equal("客户本人13812345678，妻子13987654321，已联系", merged.Unmask());
    }

    [Fact]
    public void A_number_that_was_deleted_or_replaced_is_gone()
    {
        var original = FreeText.Parse("本人13812345678，妻子13987654321")!;
        Assert.Equal("妻子13987654321", FreeText.Merge(original, "妻子139****4321")!.Unmask());
        Assert.Equal("本人13700000000", FreeText.Merge(original, "本人13700000000")!.Unmask());
        Assert.Null(FreeText.Merge(original, " "));
    }

    [Fact]
    public void Nothing_that_prints_shows_the_value()
    {
        var phone = PhoneNumber.Parse(Given.Phone)!;
        Assert.Equal(Given.MaskedPhone, $"{phone}");
        Assert.Equal($"\"{Given.MaskedPhone}\"", JsonSerializer.Serialize(phone));
        Assert.Equal($"{{\"CustomerPhone\":\"{Given.MaskedPhone}\"}}", JsonSerializer.Serialize(new { CustomerPhone = phone }));
        Assert.DoesNotContain(Given.Phone, new WorkOrderFields { CustomerPhone = phone }.ToString(), StringComparison.Ordinal);
    }
}
