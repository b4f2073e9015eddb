using System.Text.Json.Nodes;
using WorkOrders.Database;
using WorkOrders.LoanCore;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.LoanCore.StandIn;

namespace WorkOrders.Tests.LoanCore;

public sealed class LoanCoreAnswerTests
{
    [Fact]
    public void The_documented_example_is_read_as_it_stands()
    {
        var answer = LoanCoreAnswer.Read(CoreExample.Documented);
        Assert.Equal("仵军", answer.Person.Name);
        Assert.Equal("330102********5948", answer.Person.IdNumber!.Masked);
        Assert.Equal(5, answer.Contracts.Count);
        Assert.Equal(["72", "43"], answer.Contracts.Take(2).Select(c => c.Repayment!.OverdueDays.Plain));
        Assert.All(answer.Contracts.Take(2), c => Assert.True(c.IsOnlyRepayment));
        var first = Assert.Single(answer.Contracts, c => c.ContractNo == "et pariatur id do nostrud");
        Assert.Equal(("97,041,111.18", "33", "574.49", "2026-05-25"), (first.RentPerPeriod.Money, first.RepaymentDay.Plain, first.FinancingAmount.Money, first.SettledOn));
        Assert.True(first.HasOddRepaymentDay);
        Assert.Null(first.Repayment);
    }

    [Fact]
    public void A_contract_has_the_repayment_of_its_source_and_application_and_overdue_ones_stand_first()
    {
        var answer = CoreExample.Answer(overdueDays: 72);
        Assert.Equal(["HT2", "HT1"], answer.Contracts.Select(c => c.ContractNo));
        var (late, good) = (answer.Contracts[0], answer.Contracts[1]);
        Assert.Equal(("无担保", true, "99.00", "2,000.00"), (late.SourceText, late.IsOverdue, late.Repayment!.RemainingRent.Money, late.RentPerPeriod.Money));
        Assert.Equal(("有担保", false, "50,000.00", "1,234.50"), (good.SourceText, good.IsOverdue, good.Repayment!.RemainingRent.Money, good.RentPerPeriod.Money));
        Assert.Equal(72, answer.MostOverdueDays);
    }

    [Theory]
    [InlineData("""{"code":"0000"}""")]
    [InlineData("""{"code":"0000","data":null}""")]
    [InlineData("""{"code":"0000","data":[]}""")]
    [InlineData("""{"code":"0000","data":"nothing"}""")]
    [InlineData("""{"code":"0000","data":{"customerBasicInfo":7,"contractInfos":"x","repaymentDetails":{"a":1}}}""")]
    [InlineData("""{"code":"0000","data":{"contractInfos":[null,1,"x",[]],"repaymentDetails":[null]}}""")]
    public void Missing_and_misplaced_parts_read_as_nothing(string body)
    {
        var answer = LoanCoreReply.Parse(body)!.Answer!;
        Assert.Equal(LoanCorePerson.Nobody, answer.Person);
        Assert.All(answer.Contracts, c => Assert.True(c.IsOnlyRepayment));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>登录</html>")]
    [InlineData("{\"code\":\"0000\",\"da")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"code\":null}")]
    public void An_invalid_response_parses_as_null(string body) => Assert.Null(LoanCoreReply.Parse(body));

    [Fact]
    public void A_code_other_than_0000_shows_its_message_with_numbers_masked()
    {
        var reply = LoanCoreReply.Parse("""{"code":"9001","msg":"查无此人 11010519491231002X"}""")!;
        Assert.Null(reply.Answer);
        Refused(reply.Outcome, "贷款核心没有给出资料：{0}（{1}）", "查无此人 110105********002X", "9001");
    }

    [Fact]
    public void Every_odd_field_of_the_stand_in_is_read_and_shown_as_it_came()
    {
        var data = StandInOddities.Odd(StandInAnswer.Data(Given.Id, known: null, daysLater: 0));
        var answer = LoanCoreAnswer.Read(new JsonObject { ["code"] = "0000", ["data"] = data }.ToJsonString());
        var odd = answer.Contracts.First(c => c.RepaymentDay.Value == 33);
        Assert.Equal("97,041,111.18", odd.RentPerPeriod.Money);
        Assert.Equal("1,234.50", odd.FinancingAmount.Money);
        Assert.Equal(("面议", "0000-00-00", "2026-11-28"), (odd.InterestRate.Money, odd.ReleasedOn, odd.SignedOn));
        Assert.Equal("门店电话 138****5678", odd.Store);
        Assert.NotNull(odd.FinancingPeriod.Raw);
        Assert.Contains(answer.Contracts, c => c is { IsOnlyRepayment: true, IsOverdue: true, Repayment.OpeningBank: "6222***********3445" });
        Assert.Contains(answer.Contracts, c => c.Repayment?.OverdueDays.Raw == "四十三天");
        Assert.Equal(TolerantJson.LongestText + 1, answer.Person.CompanyName!.Length);
        Assert.Null(answer.Person.Address);
        Assert.Contains('*', answer.Person.Phone!.Masked);
    }

    [Fact]
    public void Another_order_of_the_rows_an_unknown_field_and_another_spelling_of_a_number_are_no_news()
    {
        var one = LoanCoreAnswer.Read("""{"code":"0000","msg":"a","data":{"contractInfos":[{"applyNo":"1","rentPerPeriod":1},{"applyNo":"2"}]}}""");
        var same = LoanCoreAnswer.Read("""{"code":"0000","msg":"b","data":{"traceId":"x\ud800","contractInfos":[{"applyNo":"2"},{"rentPerPeriod":"1.00","applyNo":"1","queryTime":"now"}]}}""");
        var other = LoanCoreAnswer.Read("""{"code":"0000","data":{"contractInfos":[{"applyNo":"1","rentPerPeriod":2},{"applyNo":"2"}]}}""");
        Assert.Equal(one.Hash, same.Hash);
        Assert.NotEqual(one.Hash, other.Hash);
        Assert.NotEqual(CoreExample.Answer(phone: "13812340000").Hash, CoreExample.Answer(phone: "13856780000").Hash);
    }

    [Fact]
    public void Numbers_in_words_are_masked_wherever_they_stand_and_before_they_are_cut()
    {
        var padding = new string('长', TolerantJson.LongestText - 5);
        var answer = LoanCoreAnswer.Read($$$"""{"code":"0000","data":{"customerBasicInfo":{"contactName":"李四 13900001111"},"contractInfos":[{"applyNo":"1","rentPerPeriod":"请致电13812345678","contractSignDate":"见 13812345678","storeInfo":"{{{padding}}}13812345678"}]}}""");
        var contract = Assert.Single(answer.Contracts);
        Assert.Equal(("李四 139****1111", "请致电138****5678", "见 138****5678"), (answer.Person.ContactName, contract.RentPerPeriod.Money, contract.SignedOn));
        Assert.Equal(padding + "138**…", contract.Store);
    }

    [Theory]
    [InlineData("11010519491231002X", true)]
    [InlineData("11010519491231002x", true)]
    [InlineData("110105491231002", true)]
    [InlineData("110105********002X", true)]
    [InlineData("", true)]
    [InlineData("330102198401025948", false)]
    public void An_answer_is_about_the_asked_person_unless_it_names_another_whole_number(string told, bool isAbout) =>
        Assert.Equal(isAbout, CoreExample.Answer(idCardNo: told).IsAbout(IdNumber.Parse(Given.Id)!));

    [Fact]
    public void What_moved_between_two_answers_is_told_old_to_new()
    {
        var changes = CoreChange.Between(CoreExample.Answer(overdueDays: 43), CoreExample.Answer(overdueDays: 72, phone: "13812340000"));
        Assert.Contains(new CoreChange(CoreChangeKind.Moved, ("CYC_WD", "SQ2"), "逾期天数", "43", "72"), changes);
        Assert.Contains(new CoreChange(CoreChangeKind.Moved, null, "手机号", Given.MaskedPhone, "138****0000"), changes);
        Assert.Equal(2, changes.Count);
    }

    [Fact]
    public void Contracts_that_came_or_went_are_told()
    {
        var empty = LoanCoreAnswer.Read("""{"code":"0000","data":{}}""");
        Assert.All(CoreChange.Between(empty, CoreExample.Answer()).Where(c => c.Contract is not null), c => Assert.Equal(CoreChangeKind.Came, c.Kind));

        // A contract that only received its contract number is still the same contract.
        var waiting = LoanCoreAnswer.Read("""{"code":"0000","data":{"contractInfos":[{"applyNo":"1"}]}}""");
        var numbered = LoanCoreAnswer.Read("""{"code":"0000","data":{"contractInfos":[{"applyNo":"1","contractNo":"HT9"}]}}""");
        Assert.Equal(new CoreChange(CoreChangeKind.Moved, (null, "1"), "合同编号", null, "HT9"), Assert.Single(CoreChange.Between(waiting, numbered)));
        Assert.Equal(["HT2", "HT1"], CoreChange.Between(CoreExample.Answer(), empty).Where(c => c.Kind == CoreChangeKind.Gone).Select(c => c.From));
    }

    [Fact]
    public void The_stand_in_says_the_same_of_an_ID_number_every_time_and_adds_days_only_to_what_is_overdue()
    {
        var ids = Enumerable.Range(0, 60).Select(i => "1101051990010" + i.ToString("D5")).ToList();
        foreach (var id in ids)
        {
            Assert.Equal(StandInAnswer.Data(id, null, 0).ToJsonString(), StandInAnswer.Data(id, null, 0).ToJsonString());
        }

        var days = (int later) => ids.SelectMany(id => StandInAnswer.Data(id, null, later)["repaymentDetails"]!.AsArray().Select(r => r!["overdueDays"]!.GetValue<int>())).ToList();
        var (today, later) = (days(0), days(29));
        Assert.Contains(today, d => d > 0);
        Assert.Contains(today, d => d == 0);
        Assert.Equal(today.Select(d => d == 0 ? 0 : d + 29), later);
    }
}
