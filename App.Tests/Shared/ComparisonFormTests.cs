namespace WorkOrders.Tests;

/// <summary>Two spellings of the same thing meet.</summary>
public sealed class ComparisonFormTests
{
    [Theory]
    [InlineData("测试（华北）汽车贸易有限公司")]
    [InlineData("测试(华北)汽车贸易有限公司")]
    [InlineData("测试 (华北) 汽车贸易有限公司")]
    [InlineData("测试\u200B（华北）汽车贸易有限公司\uFEFF")]
    [InlineData("　测试（ 华北 ）汽车 贸易有限公司 ")]
    public void Spellings_of_a_company_meet(string name) => Assert.Equal("测试(华北)汽车贸易有限公司", ComparisonForm.OfName(name));

    [Theory]
    [InlineData("买买提•吐尔逊", "买买提·吐尔逊")]
    [InlineData("买买提・吐尔逊", "买买提·吐尔逊")]
    [InlineData("买买提‧ 吐尔逊", "买买提·吐尔逊")]
    [InlineData("ＡＢＣ  Motor   Finance", "abc motor finance")]
    [InlineData("Müller", "müller")]
    [InlineData("\u200B", "")]
    public void A_name_has_one_kind_of_dot_space_and_letter(string name, string form) => Assert.Equal(form, ComparisonForm.OfName(name));

    [Theory]
    [InlineData("买买提.吐尔逊")]
    [InlineData("买买提．吐尔逊")]
    [InlineData("买买提․吐尔逊")]
    [InlineData("买买提●吐尔逊")]
    [InlineData("买买提˙吐尔逊")]
    [InlineData("买买提⸱吐尔逊")]
    [InlineData("买买提 . 吐尔逊")]
    [InlineData("买买\uFE00提\u034F·\U000E0100吐尔逊\u3164")]
    public void Every_dot_of_a_name_is_one(string name) => Assert.Equal("买买提·吐尔逊", ComparisonForm.OfName(name));

    [Theory]
    [InlineData("A.B.有限公司", "Ａ．Ｂ．有限公司")]
    [InlineData("A.B.有限公司", "A·B·有限公司")]
    [InlineData("Motor Co., Ltd.", "motor co., ltd.")]
    [InlineData("甲（华北）公司", "甲〔华北〕公司")]
    [InlineData("甲（华北）公司", "甲【华北】公司")]
    [InlineData("甲（华北）公司", "甲［华北］公司")]
    [InlineData("甲（华北）公司", "甲 〖 华北 〗 公司")]
    [InlineData("甲（华北）公司", "甲｛华北｝公司")]
    public void Both_spellings_of_a_company_meet(string one, string other) => Assert.Equal(ComparisonForm.OfName(one), ComparisonForm.OfName(other));

    [Theory]
    [InlineData("A.B.有限公司", "AB有限公司")]
    [InlineData("3.5公司", "35公司")]
    [InlineData("3.5公司", "3·5公司")]
    [InlineData("甲（华北）公司", "甲华北公司")]
    public void Different_companies_do_not_meet(string one, string other) => Assert.NotEqual(ComparisonForm.OfName(one), ComparisonForm.OfName(other));

    [Theory]
    [InlineData("买买提.吐尔逊")]
    [InlineData("A.B.有限公司")]
    [InlineData("Motor Co., Ltd.")]
    [InlineData("3.5【华北】公司")]
    public void The_beginning_of_a_name_has_the_beginning_of_its_form(string name)
    {
        for (var length = 1; length <= name.Length; length++)
        {
            Assert.StartsWith(ComparisonForm.OfName(name[..length]), ComparisonForm.OfName(name), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\u3164")]
    [InlineData("\u2800\u115F\u1160")]
    [InlineData("\uFE0F \u034F\uFFA0")]
    [InlineData("\U000E0100")]
    public void What_looks_empty_is_empty(string name) => Assert.Null(Normalise.Text(name));

    [Fact]
    public void A_field_with_one_line_has_one_line() => Assert.Equal("张 三 丰", Normalise.Line(" 张\r\n三\t丰\n"));

    [Fact]
    public void Nobody_is_born_after_today()
    {
        var id = IdNumber.Parse(Given.Id)!;
        Assert.False(id.IsBornAfter(new(1949, 12, 31)));
        Assert.True(id.IsBornAfter(new(1949, 12, 30)));
    }

    [Fact]
    public void Different_people_do_not_meet() => Assert.NotEqual(ComparisonForm.OfName("李伟"), ComparisonForm.OfName("李炜"));

    [Theory]
    [InlineData("（2026）京融字第011号", "(2026)京融字第011号")]
    [InlineData(" ht 2026－0011 ", "HT2026-0011")]
    public void Business_numbers_meet(string number, string form) => Assert.Equal(form, ComparisonForm.OfNumber(number));

    [Theory]
    [InlineData("013912345678")]
    [InlineData("8613912345678")]
    [InlineData("008613912345678")]
    [InlineData("+86 139-1234-5678")]
    [InlineData("\u202D139\u202C 1234 5678")]
    [InlineData("139–1234–5678")]
    [InlineData("１３９１２３４５６７８")]
    [InlineData("86013912345678")]
    public void Spellings_of_a_telephone_number_meet(string typed) => Assert.Equal("13912345678", PhoneNumber.Parse(typed)!.Key.Unmask());

    [Theory]
    [InlineData("010-12345678", "01012345678")]
    [InlineData("8601012345678", "01012345678")]
    [InlineData("+86 10 1234 5678", "01012345678")]
    [InlineData("0086 21 6512 3456", "02165123456")]
    [InlineData("86 755 8123 4567", "075581234567")]
    [InlineData("+86 400 800 1234", "4008001234")]
    [InlineData("861234567", "861234567")]
    [InlineData("+1 381 234 5678", "0013812345678")]
    [InlineData("95588", "95588")]
    public void Other_numbers_stay_different_from_mobiles(string typed, string form) => Assert.Equal(form, PhoneNumber.Parse(typed)!.Key.Unmask());

    [Fact]
    public void A_number_is_kept_as_it_was_announced() => Assert.Equal("013912345678", PhoneNumber.Parse("0139 1234 5678")!.Unmask());

    [Theory]
    [InlineData("1391234567", true)]
    [InlineData("139123456789", true)]
    [InlineData("01391234567", true)]
    [InlineData("13912345678", false)]
    [InlineData("013912345678", false)]
    [InlineData("01012345678", false)]
    [InlineData("12345", false)]
    public void A_mobile_number_has_eleven_digits(string typed, bool asked) => Assert.Equal(asked, PhoneNumber.Parse(typed)!.MayBeIncomplete);

    [Theory]
    [InlineData("110105491231002")]
    [InlineData("11010519491231002x")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("110105 19491231 002X")]
    public void Both_forms_of_a_card_meet(string typed) => Assert.Equal("11010519491231002X", IdNumber.Parse(typed)!.Key.Unmask());

    [Theory]
    [InlineData("123456789012345", IdNumberFault.Date)]
    [InlineData("110105490230002", IdNumberFault.Date)]
    [InlineData("110105194902300021", IdNumberFault.Date)]
    [InlineData("010105491231002", IdNumberFault.Province)]
    [InlineData("110105194912310021", IdNumberFault.CheckCharacter)]
    [InlineData("1101054912310", IdNumberFault.Length)]
    [InlineData("11010549123100X", IdNumberFault.Length)]
    public void A_card_has_a_province_a_date_and_a_check_character(string typed, IdNumberFault fault) => Assert.Equal(fault, IdNumber.FaultOf(typed));

    [Fact]
    public void Invisible_characters_are_taken_away_on_entry() => Assert.Equal("张三\n丰", Normalise.Text("\uFEFF张\u200B三\n\u202D丰"));

    [Fact]
    public void Half_an_emoji_is_seen_and_never_made_by_a_cut()
    {
        Assert.True(Normalise.IsBroken("好\uD83D"));
        Assert.True(Normalise.IsBroken("\uDE00好"));
        Assert.False(Normalise.IsBroken("好😀"));
        Assert.Equal("好", Normalise.Start("好😀", 2));
        Assert.DoesNotContain('\uD83D', ComparisonForm.OfName("好\uD83D"));
    }
}
