using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WorkOrders.Tests;

/// <summary>Numbers in free text are masked in every spelling, and what is no personal number stays readable.</summary>
public sealed partial class NumberMaskTests
{
    private static readonly string[] Separators =
        [" ", "  ", "-", ".", "_", " - ", ") (", " \u200B ", "\u00A0", "\u3000", "\u200B", "\u2060", "\uFEFF", "\u00AD", "–", "—", "·", "･", "─", "﹒", "⁻", "(", ")", "[", "]", "（", "）", " - ", "*"];

    // The cards have a check digit.
    private static readonly string[] Behind = ["谢谢", "x", "张女士", "公司", "个人", "台州", "元旦", "万先生", ""];

    private static readonly string[] LooseSeparators = ["\n", "\r\n", "\t", "，", "、", "/", "：", ":", "|", " \n", "-\n", "★", " → ", "′", "､", "丨", "×", "$", "％", "☎", "📞", "〃", "々", "§", "÷"];

    private const string SoupSigns = "01234567891111 -*x\n,./一Ol+★→$％×丨貳О々08***";

    private static readonly string[] Numbers = ["13812345678", "19987654321", "8613812345678", "110101199003071233", "11010519491231002X", "6222021234567894", "6217001234567890122", "01012345678", "075512345678"];

    public static TheoryData<string, string, string> Spellings => NumberSpellings.Rows;

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_number_is_masked_however_it_is_written(string text, string number, string masked)
    {
        Assert.Equal(masked, FreeText.Unchecked(text).Masked);
        Assert.DoesNotContain(number, NumberSpellings.Plain(masked), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(masked, FreeText.Unchecked(masked).Masked);
    }

    [Theory]
    [InlineData("138 12345678张女士", "138 ****5678张女士")]
    [InlineData("138-12345678公司电话", "138-****5678公司电话")]
    [InlineData("1381234 5678个人", "138*****5678个人")]
    [InlineData("1381 2345678万先生", "138*****5678万先生")]
    [InlineData("138 12345678台州人", "138 ****5678台州人")]
    [InlineData("021 123 45678公司", "021 *****5678公司")]
    [InlineData("622202 1234567890123元旦", "6222************0123元旦")]
    [InlineData("￥138 12345678", "￥138 ****5678")]
    [InlineData("138\n12345678", "138*****5678")]
    [InlineData("138\r\n12345678", "138*****5678")]
    [InlineData("1381234\n5678", "138*****5678")]
    [InlineData("13812345\n678", "138****5\n678")]
    [InlineData("1381234-\n5678", "138*****5678")]
    [InlineData("110101199003\n071233", "110101*********1233")]
    [InlineData("62220212\n34567894", "6222*********7894")]
    [InlineData("138，12345678", "138，****5678")]
    [InlineData("138、12345678", "138、****5678")]
    [InlineData("138/12345678", "138/****5678")]
    [InlineData("138：12345678", "138：****5678")]
    [InlineData("138            12345678", "138 ****5678")]
    [InlineData("1381234567813912345678", "138****5678139****5678")]
    [InlineData("1381234 56781391234 5678", "138*****5678139*****5678")]
    [InlineData("138123456781391234567813712345678", "138****5678139****5678137****5678")]
    [InlineData("013812345678013912345678", "0138****56780139****5678")]
    [InlineData("一3812345678", "一38****5678")]
    [InlineData("13八12345678", "13八****5678")]
    [InlineData("138零1234567", "138****4567")]
    [InlineData("138 零零12 5678", "138 *****5678")]
    [InlineData("138二二125678", "138****5678")]
    [InlineData("138-12 34五六78", "138-*****五六78")]
    [InlineData("洞两一12345678", "洞两一****5678")]
    [InlineData("㊀38㈠2345678", "㊀38****5678")]
    [InlineData("Ⅰ3812345678", "Ⅰ38****5678")]
    [InlineData("l38l2345678", "l38****5678")]
    [InlineData("138OOOO1234", "138****1234")]
    [InlineData("%EF%BC%91%EF%BC%93%EF%BC%9812345678", "%EF%BC%91%EF%BC%93%EF%BC%98****5678")]
    [InlineData("{\"phone\":\"138\\t12345678\"}", "{\"phone\":\"138******5678\"}")]
    [InlineData("{\"phone\":\"138\\n1234\\n5678\"}", "{\"phone\":\"138********5678\"}")]
    [InlineData("&#49;&#51;&#56;12345678", "&#49;&#51;&#56;****5678")]
    [InlineData("&#x31;3812345678", "&#x31;38****5678")]
    [InlineData("138&nbsp;1234&nbsp;5678", "138****************5678")]
    [InlineData("138<br>12345678", "138********5678")]
    [InlineData("+85291234567", "+852****4567")]
    [InlineData("+852 6123 4567", "+852******4567")]
    [InlineData("00852 91234567", "00852*****4567")]
    [InlineData("138ㆍ1234ㆍ5678", "138ㆍ*****5678")]
    [InlineData("138⸳1234⸳5678", "138⸳*****5678")]
    [InlineData("138᛫1234᛫5678", "138᛫*****5678")]
    [InlineData("138ꞏ1234ꞏ5678", "138ꞏ*****5678")]
    [InlineData("138◦1234◦5678", "138◦*****5678")]
    [InlineData("138⋯1234⋯5678", "138⋯*****5678")]
    [InlineData("138━1234━5678", "138━*****5678")]
    [InlineData("138│1234│5678", "138│*****5678")]
    [InlineData("138╱1234╱5678", "138╱*****5678")]
    [InlineData("138═1234═5678", "138═*****5678")]
    [InlineData("138⎯1234⎯5678", "138⎯*****5678")]
    [InlineData("138∣1234∣5678", "138∣*****5678")]
    [InlineData("138❘1234❘5678", "138❘*****5678")]
    [InlineData("138￤1234￤5678", "138￤*****5678")]
    [InlineData("138￣1234￣5678", "138￣*****5678")]
    [InlineData("138¯1234¯5678", "138¯*****5678")]
    [InlineData("138ˍ1234ˍ5678", "138ˍ*****5678")]
    [InlineData("138˗1234˗5678", "138˗*****5678")]
    [InlineData("138⁻1234⁻5678", "138⁻*****5678")]
    [InlineData("138₋1234₋5678", "138₋*****5678")]
    [InlineData("138⁄1234⁄5678", "138⁄*****5678")]
    [InlineData("138∕1234∕5678", "138∕*****5678")]
    [InlineData("138⧵1234⧵5678", "138⧵*****5678")]
    [InlineData("138﹨1234﹨5678", "138﹨*****5678")]
    [InlineData("138ｰ1234ｰ5678", "138ｰ*****5678")]
    [InlineData("138㆒1234㆒5678", "138㆒*****5678")]
    [InlineData("138➖1234➖5678", "138➖*****5678")]
    [InlineData("138﹐1234﹐5678", "138﹐*****5678")]
    [InlineData("138﹑1234﹑5678", "138﹑*****5678")]
    [InlineData("138﹔1234﹔5678", "138﹔*****5678")]
    [InlineData("138﹕1234﹕5678", "138﹕*****5678")]
    [InlineData("138꞉1234꞉5678", "138꞉*****5678")]
    [InlineData("138∶1234∶5678", "138∶*****5678")]
    [InlineData("138٫1234٫5678", "138٫*****5678")]
    [InlineData("138٬1234٬5678", "138٬*****5678")]
    [InlineData("138۔1234۔5678", "138۔*****5678")]
    [InlineData("138´1234´5678", "138´*****5678")]
    [InlineData("138ʼ1234ʼ5678", "138ʼ*****5678")]
    [InlineData("138ʹ1234ʹ5678", "138ʹ*****5678")]
    [InlineData("138¸1234¸5678", "138¸*****5678")]
    [InlineData("138¨1234¨5678", "138¨*****5678")]
    [InlineData("138՚1234՚5678", "138՚*****5678")]
    [InlineData("138¦1234¦5678", "138¦*****5678")]
    [InlineData("138%1234%5678", "138******5678")]
    [InlineData("138＄1234＄5678", "138******5678")]
    [InlineData("138￥1234￥5678", "138******5678")]
    [InlineData("138■1234■5678", "138■*****5678")]
    [InlineData("138○1234○5678", "138○*****5678")]
    [InlineData("138※1234※5678", "138※*****5678")]
    [InlineData("138§1234§5678", "138§*****5678")]
    [InlineData("138°1234°5678", "138°*****5678")]
    [InlineData("138©1234©5678", "138©*****5678")]
    [InlineData("138†1234†5678", "138†*****5678")]
    [InlineData("138✆1234✆5678", "138✆*****5678")]
    [InlineData("138〃1234〃5678", "138〃*****5678")]
    [InlineData("138々1234々5678", "138々*****5678")]
    [InlineData("138〓1234〓5678", "138〓*****5678")]
    [InlineData("138±1234±5678", "138±*****5678")]
    [InlineData("138÷1234÷5678", "138÷*****5678")]
    [InlineData("138≈1234≈5678", "138≈*****5678")]
    [InlineData("138≡1234≡5678", "138≡*****5678")]
    [InlineData("138¬1234¬5678", "138¬*****5678")]
    [InlineData("138␣1234␣5678", "138␣*****5678")]
    [InlineData("138☐1234☐5678", "138☐*****5678")]
    [InlineData("张三138★1234★5678", "张三138★*****5678")]
    [InlineData("理由138★1234★5678", "理由138★*****5678")]
    [InlineData("138★1234★5678.pdf", "138★*****5678.pdf")]
    [InlineData("壹叁捌壹貳叁肆伍陸柒捌", "壹叁捌****伍陸柒捌")]
    [InlineData("壹參捌壹貳叄肆伍陸柒捌", "壹參捌****伍陸柒捌")]
    [InlineData("么三八么二三四五六七八", "么三八****五六七八")]
    [InlineData("妖三八妖二三四五六七八", "妖三八****五六七八")]
    [InlineData("腰三八12345678", "腰三八****5678")]
    [InlineData("〡〣〨〡〢〣〤〥〦〧〨", "〡〣〨****〥〦〧〨")]
    [InlineData("１３８Ｏ０１３８Ｏ００", "１３８****８Ｏ００")]
    [InlineData("138О0138000", "138****8000")]
    [InlineData("138Ο0138000", "138****8000")]
    [InlineData("138ο0138000", "138****8000")]
    [InlineData("138oо138000", "138****8000")]
    [InlineData("ı3812345678", "ı38****5678")]
    [InlineData("Ｉ38ｌ2345678", "Ｉ38****5678")]
    [InlineData("086-10-12345678", "086-10-****5678")]
    [InlineData("0861012345678", "08610****5678")]
    [InlineData("王五138***1234***5678", "王五138******5678")]
    [InlineData("138****1234****5678", "138******5678")]
    [InlineData("138***12345678", "138*****5678")]
    [InlineData("+86 138***1234***5678", "+86 138******5678")]
    [InlineData("客户abcdefabcdefabcdefa138 1234 5678", "客户abcdefabcdefabcdefa138 *****5678")]
    [InlineData("622281255340592915a138 1234 5678", "622281********2915a138 *****5678")]
    [InlineData("11010519491231002×", "110105********002×")]
    [InlineData("6222★0212★3456★7894", "6222***********7894")]
    public void A_number_is_masked_across_lines_beside_words_and_in_other_characters(string text, string masked)
    {
        Assert.Equal(masked, FreeText.MaskNumbers(text));
        Assert.Equal(masked, FreeText.MaskNumbers(masked));
    }

    [Fact]
    public void Many_numbers_in_one_text_are_all_masked()
    {
        Assert.True(NumberSpellings.All.Count >= 45);
        var text = string.Join('；', NumberSpellings.All.Select(s => s.Text));
        Assert.Equal(string.Join('；', NumberSpellings.All.Select(s => s.Masked)), FreeText.MaskNumbers(text));
    }

    [Theory]
    [InlineData("GD20261120000001")]
    [InlineData("工单 GD20261120000001、GD20261120000002 12")]
    [InlineData("合同 HT202611200001，逾期 43 天")]
    [InlineData("HT2026112000000123")]
    [InlineData("申请 SQ2026-7，（2026）京融字第011号")]
    [InlineData("00012345678901234567")]
    [InlineData("1,234,567.89")]
    [InlineData("13,812,345,678.00")]
    [InlineData("1500000 2026年到期")]
    [InlineData("15000 36 1500元")]
    [InlineData("2026-11-28 13:45:00")]
    [InlineData("2026-11-13 09:30:45.123")]
    [InlineData("2026-11-28 2026-12-28")]
    [InlineData("2026/11/28 9:05")]
    [InlineData("09-30 2026-11-28")]
    [InlineData("192.168.10.12")]
    [InlineData("http://192.168.1.15:38217/x 200")]
    [InlineData("Screenshot_2026-11-13-09-30-45-123_com.jpg")]
    [InlineData("IMG_20261113_130930.jpg")]
    [InlineData("mmexport1764294300000.jpg")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("99a13812345678bcd0123456789abcde")]
    [InlineData("3f2504e0-4f89-11d3-9a0c-13812345678a")]
    [InlineData("第 3 期 1500.00 元，400-123-4567，95588")]
    [InlineData("138****5678，110101********1233，138 *****5678")]
    [InlineData("138123456789")]
    [InlineData("2023、2024、2025、2026年各一次")]
    [InlineData("1500，2000，3500，4000")]
    [InlineData("15000.00 3600.00")]
    [InlineData("15000 36 3600")]
    [InlineData("136 2026 1128")]
    [InlineData("136 20261128")]
    [InlineData("01 02 03 04 05 06")]
    [InlineData("0930 1130 1400 1730")]
    [InlineData("利率0.0485 150000 36")]
    [InlineData("Chrome/138.0.7204.169")]
    [InlineData("15.0.4569.1506")]
    [InlineData("10.0.26100.1234")]
    [InlineData("2026-11-28 13.45.30.12345")]
    [InlineData("138.12345678ms")]
    [InlineData("91440300708461136T")]
    [InlineData("2026-11-28T06:00:00.0000000+00:00")]
    [InlineData("15000\n360000")]
    [InlineData("0012345678901")]
    [InlineData("look at l0 O0 2026-11-28")]
    [InlineData("第一期15000.00，第二期3600.00")]
    [InlineData("￥1,234,567.89")]
    [InlineData("$1,234,567.89 / $138.00")]
    [InlineData("¥1500 ¥1234567")]
    [InlineData("¥1500/¥1234567")]
    [InlineData("额度由1500→2000→3600")]
    [InlineData("138% 12345678")]
    [InlineData("利率15.6%，1500元×36期")]
    [InlineData("1920×1080")]
    [InlineData("2560 x 1440")]
    [InlineData("800x600x32")]
    [InlineData("3×1234×5678")]
    [InlineData("2026年11月28日 13:45:00")]
    [InlineData("2026-11-28 09:00→2026-11-28 18:30")]
    [InlineData("2026.11.28～2026.12.28")]
    [InlineData("2026/11/28—2026/12/28")]
    [InlineData("13:00～18:00、19:30～21:00")]
    [InlineData("15:30:00→17:45:30")]
    [InlineData("2026-11-28T13:45:00+08:00")]
    [InlineData("2026-11-28T13:45:00.1234567Z")]
    [InlineData("GD20261120000123")]
    [InlineData("GD20261120000123→GD20261120000124")]
    [InlineData("工单GD20261120000123★GD20261120000124")]
    [InlineData("HT-2026-1128-000123")]
    [InlineData("SF1381234567890")]
    [InlineData("YT8812345678901")]
    [InlineData("JD0138123456789")]
    [InlineData("顺丰单号 SF1020304050607")]
    [InlineData("192.168.10.12→192.168.10.255")]
    [InlineData("10.0.0.1–10.0.0.254")]
    [InlineData("138.12.34.56:5678")]
    [InlineData("172.16.254.1/24")]
    [InlineData("v10.0.26100.1234")]
    [InlineData("1.2.3.4567")]
    [InlineData("15000～36000元")]
    [InlineData("1500～2000、3600～4800")]
    [InlineData("第1～3期 1500.00★2000.00")]
    [InlineData("3600÷12＝300，15000÷36≈416.67")]
    [InlineData("1500＋3600＋4800＝9900")]
    [InlineData("100%★200%★300%")]
    [InlineData("50%→75%→100%")]
    [InlineData("138kg 12345m")]
    [InlineData("第 138 页／共 1234 页")]
    [InlineData("No.138 № 1234")]
    [InlineData("2023→2024→2025→2026")]
    [InlineData("1、2、3、4、5、6、7、8、9、10、11、12")]
    [InlineData("1,3,5,7,9,2,4,6,8,0,1,3")]
    [InlineData("a138123456781234567890123456789012345678")]
    [InlineData("什么时候还款，我们俩一起，参加三次，腰疼，三两天")]
    [InlineData("138****5678★1234")]
    [InlineData("138****5678 1234")]
    [InlineData("138 *****5678 *** ")]
    [InlineData("6222***********7890，138****5678")]
    [InlineData("138****5678***备注")]
    [InlineData("**重要** 2026-11-28 ***")]
    [InlineData("08612345")]
    [InlineData("15℃→20℃ 1234")]
    [InlineData("138㎡ 12345678")]
    [InlineData("客户评分 4★5★3★5")]
    [InlineData("(1) 1500 ★ 3600 ★ 4800")]
    [InlineData("[2026-11-28 10:13:05 INF] 138 ms → 200 OK")]
    [InlineData("95588、400-810-8888★95566")]
    [InlineData("{\"count\":138,\"total\":1234,\"max\":56789}")]
    [InlineData("&a=138&b=1234567")]
    public void What_is_no_personal_number_stays_whole(string text) => Assert.Equal(text, FreeText.MaskNumbers(text));

    [Theory]
    [InlineData("{\"phone\":\"\\u4e2713812345678\"}")]
    [InlineData("GET /x?phone=%2B86%2013812345678")]
    [InlineData("GET /x?q=%31%33%38%31%32%33%34%35%36%37%38")]
    public void Escaped_text_of_log_lines_is_read_too(string text)
    {
        Assert.NotEqual(text, FreeText.MaskNumbers(text));
        Assert.DoesNotContain("13812345678", FreeText.MaskNumbers(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Separators_and_invisible_characters_at_any_place_hide_nothing()
    {
        var readable = new List<string>();
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var number = Numbers[random.Next(Numbers.Length)];
            var text = $"{(random.Next(2) == 0 ? "电话" : "tel")}{Written(number, random)}{Behind[random.Next(Behind.Length)]}";
            var masked = FreeText.MaskNumbers(text);

            // Two decimals make it an amount.
            if ((DigitsIn(masked) > Shown(number) && !Amount().IsMatch(Visible(text))) || FreeText.MaskNumbers(masked) != masked)
            {
                readable.Add($"{seed}: {text} → {masked}");
            }
        }

        Assert.Empty(readable);
    }

    [Fact]
    public void One_loose_separator_between_the_usual_groups_hides_nothing()
    {
        (string Number, int[] Groups)[] grouped =
        [
            ("13812345678", [3]), ("13812345678", [7]), ("13812345678", [4]), ("13812345678", [3, 7]), ("110101199003071233", [6]), ("110101199003071233", [12]),
            ("110101199003071233", [6, 14]), ("11010519491231002X", [6, 14]), ("6222021234567894", [8]), ("6222021234567894", [4, 8, 12]), ("01012345678", [3]), ("075512345678", [4]),
        ];
        foreach (var (number, groups) in grouped)
        {
            foreach (var (separator, behind) in LooseSeparators.SelectMany(s => Behind.Select(b => (s, b))))
            {
                var text = groups.Reverse().Aggregate(number, (written, at) => written.Insert(at, separator)) + behind;
                var masked = FreeText.MaskNumbers(text);
                Assert.True(DigitsIn(masked) <= Shown(number), $"{text} → {masked}");
                Assert.Equal(masked, FreeText.MaskNumbers(masked));
            }
        }
    }

    [Fact]
    public void Masking_twice_changes_nothing_whatever_stands_around()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(10, 60)).Select(_ => SoupSigns[random.Next(SoupSigns.Length)]));
            var masked = FreeText.MaskNumbers(text);
            Assert.Equal(masked, FreeText.MaskNumbers(masked));
        }
    }

    [Theory]
    [InlineData("1 ")]
    [InlineData("1")]
    [InlineData("13 8-")]
    [InlineData("6222 0212 ")]
    [InlineData("1***")]
    [InlineData("*")]
    [InlineData(" ")]
    [InlineData("%31")]
    [InlineData("a13812345678")]
    public void A_long_text_takes_no_longer_for_each_character(string part)
    {
        // Ends: the work for each character is limited. A pattern that tries again from every place would need minutes.
        var text = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length)) + "；13812345678";
        Assert.EndsWith("；138****5678", FreeText.MaskNumbers(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tel13812345678", "请打tel138****5678", "请打tel13812345678")]
    [InlineData("138 1234 5678转2", "138 *****5678转3", "138 1234 5678转3")]
    [InlineData("110101-19900307-1233，急", "急：110101**********1233", "急：110101-19900307-1233")]
    [InlineData("甲13812345678，乙13812995678", "乙138****5678", "乙13812995678")]
    [InlineData("甲13812345678，乙13812995678", "甲138****5678，", "甲13812345678，")]
    [InlineData("甲13812345678，乙13812995678", "甲138****5678，丙，乙138****5678", "甲13812345678，丙，乙13812995678")]
    [InlineData("１３８１２３４５６７８", "电话１３８****５６７８", "电话１３８１２３４５６７８")]
    [InlineData("13812345678", "+86 138****5678", "+86 13812345678")]
    [InlineData("13812345678", "13700000000", "13700000000")]
    [InlineData("甲13812345678，乙13812995678。", "乙138****5678，已改", "乙13812995678，已改")]
    [InlineData("甲13812345678，乙13812995678。", "客户乙138****5678处理", "客户乙13812995678处理")]
    [InlineData("甲13812345678，乙13812995678", "乙138****5678，甲138****5678", "乙13812995678，甲13812345678")]
    [InlineData("甲13812345678，乙13812995678，丙13812885678", "甲138****5678，丙138****5678", "甲13812345678，丙13812885678")]
    [InlineData("13812345678、13812995678", "138****5678、138****5678，已联系", "13812345678、13812995678，已联系")]
    [InlineData("13812345678、13812995678", "客户138****5678、138****5678", "客户13812345678、13812995678")]
    [InlineData("旧 138****5678，新 13812345678", "旧 138****5678，新 138****5678，好", "旧 138****5678，新 13812345678，好")]
    [InlineData("A13812345678B13912345678C", "C139****5678B138****5678A", "C13912345678B13812345678A")]
    public void An_edited_copy_keeps_the_numbers_behind_its_masks(string original, string edited, string merged)
    {
        Assert.Equal(merged, FreeText.Merge(FreeText.Parse(original), edited)!.Unmask());
        Assert.Equal(original, FreeText.Merge(FreeText.Parse(original), FreeText.Parse(original)!.Masked)!.Unmask());
    }

    [Theory]
    [InlineData("13812345678", "138****56789")]
    [InlineData("13812345678", "9138****5678")]
    [InlineData("13812345678", "138****56781234")]
    [InlineData("tel 138 1234 5678", "tel 138 *****5678901234567890")]
    public void Digits_typed_beside_a_mask_do_not_bring_the_number_to_light(string original, string edited)
    {
        var merged = FreeText.Merge(FreeText.Parse(original), edited)!;
        Assert.Equal(FreeText.Parse(edited)!.Unmask(), merged.Unmask());
        Assert.True(FreeText.HasForeignMask(merged, FreeText.Parse(original)));
    }

    [Theory]
    [InlineData("13812345678、13812995678", "138****5678")]
    [InlineData("甲13812345678处理，乙13812995678", "乙138****5678处理")]
    [InlineData("电话13812345678，电话13812995678", "电话138****5678")]
    [InlineData("138 1234 5678", "138*****5678")]
    [InlineData("1 3 8 1 2 3 4 5 6 7 8", "1 3 8********5 6 7 8")]
    [InlineData("①③⑧①②③④⑤⑥⑦⑧", "①③⑧***⑤⑥⑦⑧")]
    [InlineData("一三八一二三四五六七八", "一三八***五六七八")]
    public void A_mask_that_no_longer_says_which_number_it_stands_for_stays_and_is_found(string original, string edited)
    {
        var merged = FreeText.Merge(FreeText.Parse(original), edited)!;
        Assert.Equal(edited, merged.Unmask());
        Assert.True(FreeText.HasForeignMask(merged, FreeText.Parse(original)));
    }

    [Theory]
    [InlineData("重要***说明，2026 *** x")]
    [InlineData("第1条***2")]
    [InlineData("13812345678")]
    public void What_is_no_mask_is_not_found(string text) => Assert.False(FreeText.HasForeignMask(FreeText.Parse(text)!, null));

    private static string Visible(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format));

    private static int DigitsIn(string text) => NumberSpellings.Plain(text).Count(char.IsAsciiDigit);

    // The first and last digits that stay visible.
    private static int Shown(string number) => number.Length == 18 ? 10 : number.StartsWith('6') ? 8 : number.StartsWith("86", StringComparison.Ordinal) ? 9 : 7;

    [GeneratedRegex(@"\d\.\d\d(?!\d)|0\.\d", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();

    private static string Written(string number, Random random)
    {
        var (often, text) = (random.NextDouble(), new StringBuilder());
        foreach (var c in number)
        {
            text.Append(text.Length > 0 && random.NextDouble() < often ? Separators[random.Next(Separators.Length)] : "");
            text.Append(c != 'X' && random.Next(4) == 0 ? (char)(c + 0xFEE0) : c);
        }

        return text.ToString();
    }
}
