using WorkOrders.Taxonomy;

namespace WorkOrders.Tests;

public sealed class WorkOrderInputTests
{
    private static readonly OrderLists Lists = new(
        [
            new(1, null, ProblemLevel.Type, "还款咨询", true), new(2, null, ProblemLevel.Type, "投诉", true), new(3, null, ProblemLevel.Type, "旧类型", false),
            new(11, 1, ProblemLevel.Topic, "扣款异常", true), new(21, 2, ProblemLevel.Topic, "催收行为", true), new(111, 11, ProblemLevel.Subtopic, "重复扣款", true),
        ],
        [new(ChoiceKind.Channel, "华北一部", true), new(ChoiceKind.Channel, "旧渠道", false)]);

    [Fact]
    public void A_new_order_needs_a_type_and_a_way_to_reach_the_customer()
    {
        var errors = new WorkOrderInput().Check(Lists, Given.Now).Errors;
        Assert.Equal(["客户电话", "问题类型"], errors.Select(e => e.Field));
    }

    [Fact]
    public void A_wrong_number_is_the_only_message_about_reaching_the_customer()
    {
        var input = new WorkOrderInput { CallerNumber = "7", ProblemTypeId = 1 };
        AssertOnly(input, "来电号码");
    }

    [Theory]
    [InlineData("20261120", null)]
    [InlineData("20261121", "{0}里的出生日期在今天以后，请核对后重新填写")]
    public void Nobody_has_a_card_before_their_birth(string born, string? rule)
    {
        var input = Good();
        var first17 = $"110105{born}002";
        input.IdNumber = first17 + IdNumber.CheckCharacter(first17);
        Assert.Equal(rule, input.Check(Lists, Given.Now).Errors.SingleOrDefault()?.Rule);
    }

    [Fact]
    public void Good_text_becomes_fields()
    {
        var input = Good();
        (input.CustomerName, input.CustomerPhone, input.IdNumber, input.DueAt) = ("  张伟 ", "+86 138-1234-5678", "11010519491231002x", "2026-11-21 18:00");
        (input.ProblemTopicId, input.ProblemSubtopicId) = (11, 111);
        var check = input.Check(Lists, Given.Now);
        Assert.Empty(check.Errors);
        Assert.Equal("张伟", check.Fields.CustomerName);
        Assert.Equal(Given.Phone, check.Fields.CustomerPhone!.Unmask());
        Assert.Equal(Given.Id, check.Fields.IdNumber!.Unmask());
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero), check.Fields.DueAt);
    }

    [Fact]
    public void A_masked_value_that_comes_back_keeps_the_real_one()
    {
        var fields = new WorkOrderFields { CustomerPhone = PhoneNumber.Parse(Given.Phone), IdNumber = IdNumber.Parse(Given.Id), Description = FreeText.Parse("请回电 13812345678。") };
        var input = WorkOrderInput.Of(fields);
        Assert.Equal((Given.MaskedPhone, Given.MaskedId, "请回电 138****5678。"), (input.CustomerPhone, input.IdNumber, input.Description));
        input.Description += "已联系";
        var saved = input.Check(Lists, Given.Now).Fields;
        Assert.Equal((fields.CustomerPhone, fields.IdNumber, "请回电 13812345678。已联系"), (saved.CustomerPhone, saved.IdNumber, saved.Description!.Unmask()));
    }

    [Theory]
    [InlineData("138****5679")]
    [InlineData("139****5678")]
    [InlineData("1381***5678")]
    public void A_masked_value_that_was_changed_is_refused(string typed)
    {
        var input = WorkOrderInput.Of(new WorkOrderFields { CustomerPhone = PhoneNumber.Parse(Given.Phone) });
        input.CustomerPhone = typed;
        AssertOnly(input, "客户电话");
    }

    [Fact]
    public void A_changed_mask_in_the_description_is_refused()
    {
        var input = WorkOrderInput.Of(new WorkOrderFields { Description = FreeText.Parse("请回电 13812345678") });
        input.Description = "请回电 138****9999";
        AssertOnly(input, "描述");
    }

    [Theory]
    [InlineData("13812345678")]
    [InlineData("+86 138-1234-5678")]
    [InlineData("11010519491231002x")]
    public void A_mobile_or_an_identity_card_number_is_no_business_number(string typed)
    {
        var input = Good();
        (input.ApplyNo, input.ContractNo) = (typed, typed);
        Assert.Equal([("申请编号", OrderRules.PersonalNumber.Text), ("合同编号", OrderRules.PersonalNumber.Text)], input.Check(Lists, Given.Now).Errors.Select(e => (e.Field, e.Rule)));
        Assert.Empty(WorkOrderInput.Of(new WorkOrderFields { ContractNo = typed, ProblemTypeId = 1 }).Check(Lists, Given.Now).Errors);
    }

    [Fact]
    public void A_business_number_is_printed_and_recorded_as_it_is()
    {
        var (from, to) = (new WorkOrderFields { ContractNo = "HT13812345678" }, new WorkOrderFields { ContractNo = "HT13899995678" });
        Assert.Equal(("HT13812345678", "HT13899995678"), Assert.Single(OrderFields.Changes(from, to).Select(c => (c.From, c.To))));
        Assert.Equal("6222021234567894", new BusinessNumber("6222021234567894").ToString());
        Assert.Equal("138****5678", Assert.Single(OrderFields.Changes(new(), new() { ApplyNo = "13812345678" })).To);
    }

    [Fact]
    public void A_known_customer_fills_a_new_order_behind_masks()
    {
        var input = Good();
        input.TakeCustomer("张伟", PhoneNumber.Parse(Given.Phone), IdNumber.Parse(Given.Id));
        var check = input.Check(Lists, Given.Now);
        Assert.Empty(check.Errors);
        Assert.Equal((Given.Phone, Given.Id), (check.Fields.CustomerPhone!.Unmask(), check.Fields.IdNumber!.Unmask()));
        Assert.Equal(Given.Phone, input.RealCustomerPhone!.Unmask());
    }

    [Theory]
    [InlineData("12345678901234567")]
    [InlineData("110105194912310021")]
    [InlineData("身份证")]
    public void A_wrong_identity_card_number_is_refused(string typed)
    {
        var input = Good();
        input.IdNumber = typed;
        AssertOnly(input, "身份证号");
    }

    [Theory]
    [InlineData("明天")]
    [InlineData("2026-02-31 10:00")]
    [InlineData("2026-11-20 13:59")]
    [InlineData("0001-01-01 00:00")]
    [InlineData("9999-12-31 23:59")]
    public void A_wrong_or_past_due_time_is_refused(string typed)
    {
        var input = Good();
        input.DueAt = typed;
        AssertOnly(input, "到期时间");
    }

    [Fact]
    public void An_order_that_is_overdue_can_be_edited_without_a_new_due_time()
    {
        var fields = new WorkOrderFields { DueAt = Given.Now.AddDays(-1).AddSeconds(7) };
        var input = WorkOrderInput.Of(fields);
        input.Solution = "电话解释";
        var check = input.Check(Lists, Given.Now);
        Assert.Empty(check.Errors);
        Assert.Equal(fields.DueAt, check.Fields.DueAt);
    }

    [Fact]
    public void Texts_are_as_long_as_the_columns()
    {
        var input = Good();
        (input.CustomerName, input.ApplyNo, input.Solution, input.Description) =
            (new string('长', WorkOrderLimits.Name + 1), new string('1', WorkOrderLimits.BusinessNumber + 1), new string('长', WorkOrderLimits.Solution), new string('长', WorkOrderLimits.Description + 1));
        Assert.Equal(["客户姓名", "申请编号", "描述"], input.Check(Lists, Given.Now).Errors.Select(e => e.Field));
    }

    [Fact]
    public void Unknown_disabled_and_misplaced_list_values_are_refused()
    {
        var input = Good();
        (input.ChannelName, input.ProblemTypeId, input.ProblemTopicId, input.RiskType) = ("旧渠道", 3, 21, "没有的");
        Assert.Equal(["渠道名称", "问题类型", "问题主题", "风险类型"], input.Check(Lists, Given.Now).Errors.Select(e => e.Field));
    }

    [Fact]
    public void A_disabled_value_that_the_order_already_has_stays()
    {
        var input = WorkOrderInput.Of(new WorkOrderFields { ChannelName = "旧渠道", ProblemTypeId = 3 });
        Assert.Empty(input.Check(Lists, Given.Now).Errors);
        Assert.Contains("旧渠道", Lists.Of(ChoiceKind.Channel, "旧渠道"));
        Assert.DoesNotContain("旧渠道", Lists.Of(ChoiceKind.Channel, null));
    }

    [Fact]
    public void Every_field_is_in_the_table_once()
    {
        var names = typeof(WorkOrderFields).GetProperties().Where(p => p.Name != nameof(WorkOrderFields.Problem)).Select(p => p.Name).Order(StringComparer.Ordinal);
        var full = new WorkOrderFields
        {
            CustomerName = "张伟", CustomerPhone = PhoneNumber.Parse(Given.Phone), CallerNumber = PhoneNumber.Parse("13900001111"), IdNumber = IdNumber.Parse(Given.Id), ApplyNo = "SQ1", ContractNo = "HT1",
            ChannelName = "华北一部", RiskType = "高风险", BusinessType = "车贷", OrderStatus = "还款中", ProblemTypeId = 1, ProblemTopicId = 11, ProblemSubtopicId = 111,
            Solution = "电话解释", Description = FreeText.Parse("请回电"), Priority = Priority.High, DueAt = Given.Now.AddDays(1),
        };
        Assert.Equal(full, OrderFields.All.Aggregate(new WorkOrderFields(), (copy, field) => field.Copy(copy, full)));
        Assert.Equal(names.Count(), OrderFields.All.Select(f => f.Name).Distinct().Count());
        Assert.All(OrderFields.All, field => Assert.NotNull(field.Typed(WorkOrderInput.Of(full))));
    }

    [Fact]
    public void Another_users_values_come_into_the_fields_that_were_not_edited()
    {
        var before = new WorkOrderFields { CustomerName = "张伟", Solution = "无", ProblemTypeId = 1, ProblemTopicId = 11 };
        var mine = WorkOrderInput.Of(before);
        mine.Solution = "我的方案";
        var merged = mine.Over(before with { CustomerName = "张三", Solution = "他的方案", ProblemTypeId = 2, ProblemTopicId = 21 }, WorkOrderInput.Of(before));
        Assert.Equal(("张三", "我的方案", new ProblemPath(2, 21)), (merged.CustomerName, merged.Solution, merged.Problem));
    }

    [Fact]
    public void Equal_inputs_mean_that_nothing_was_typed()
    {
        var input = WorkOrderInput.Of(new WorkOrderFields { CustomerName = "张伟" });
        var clean = input with { };
        Assert.Equal(clean, input);
        input.CustomerName = "张三";
        Assert.NotEqual(clean, input);
    }

    private static WorkOrderInput Good() => new() { CallerNumber = "13900001111", ProblemTypeId = 1 };

    private static void AssertOnly(WorkOrderInput input, string field) =>
        Assert.Equal([field], input.Check(Lists, Given.Now).Errors.Select(e => e.Field));
}
