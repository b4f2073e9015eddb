using WorkOrders.Customers;
using WorkOrders.Customers.Opportunities;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Opportunities;

/// <summary>The rules of 商机, without a database.</summary>
public sealed class OpportunityTests
{
    private static readonly User Owner = Given.User("冯涛");
    private static readonly OpportunityFields Fields = new("车队融资", 120_000.5m, Sales.Today.AddDays(30));

    private static CurrentUser Manager => As.In(Owner, Roles.AccountManager);

    [Fact]
    public void The_owner_creates_it_in_the_first_stage_and_it_is_on_record()
    {
        var opportunity = New();
        Assert.Equal((OpportunityStage.Contact, Given.Now), (opportunity.Stage, opportunity.StageSince));
        var record = Assert.Single(opportunity.NewRecords);
        Assert.Equal(OpportunityActions.Created, record.Action);
        Assert.Equal(["车队融资", "¥120,000.50", "2026-12-20"], record.Changes.Select(c => c.To));
        Assert.Null(Assert.Single(opportunity.Steps).FromStage);
    }

    [Theory]
    [InlineData(Roles.AccountManager)]
    [InlineData(Roles.Agent)]
    [InlineData(Roles.Compliance)]
    public void Nobody_else_without_the_right_creates_changes_or_moves_it(string role)
    {
        var other = As.In(Given.User("别的经理"), role);
        const string Key = "您没有修改这位客户的商机的权限";
        Refused(Opportunity.Create(Sales.OwnedBy(Owner), Fields, other, Given.Now, out var none), Refusal.Permission, Key);
        Assert.Null(none);
        var opportunity = New();
        Refused(opportunity.Change(Fields with { Amount = 1 }, other, Given.Now), Refusal.Permission, Key);
        Refused(opportunity.Move(OpportunityStage.Quote, null, other, Given.Now), Refusal.Permission, Key);
        Assert.Equal((120_000.5m, OpportunityStage.Contact), (opportunity.Amount, opportunity.Stage));
        Assert.Single(opportunity.NewRecords);
    }

    [Theory]
    [InlineData(Roles.TeamLeader)]
    [InlineData(Roles.Admin)]
    public void Team_leaders_and_administrators_change_every_one(string role) => Done(New().Change(Fields with { Amount = 1 }, As.Somebody(role), Given.Now));

    [Fact]
    public void Nothing_is_changed_for_an_inactive_customer()
    {
        var customer = Sales.OwnedBy(Owner);
        Done(Opportunity.Create(customer, Fields, Manager, Given.Now, out var opportunity));
        Done(customer.Deactivate("停业", Manager, Given.Now));
        const string Key = "客户已停用，启用后才能修改商机、合同与回款";
        Refused(opportunity!.Move(OpportunityStage.Won, null, Manager, Given.Now), Refusal.State, Key);
        Refused(Opportunity.Create(customer, Fields, Manager, Given.Now, out _), Refusal.State, Key);
    }

    [Fact]
    public void Each_wrong_field_is_told()
    {
        Assert.Equal(["商机名称", "商机金额", "预计成交日"], new OpportunityFields(" ", null, null).Errors().Select(e => e.Field));
        Assert.Equal(["商机名称", "商机金额", "预计成交日"], new OpportunityFields("找 13812345678", 0, new DateOnly(1999, 1, 1)).Errors().Select(e => e.Field));
        Assert.Equal(["商机名称", "商机金额"], new OpportunityFields(new string('长', 101), 0.001m, Sales.Today).Errors().Select(e => e.Field));
        Assert.Single(new OpportunityFields("名", 10_000_000_000_000m, Sales.Today).Errors());
        Assert.Empty(new OpportunityFields(new string('长', 100), SalesInput.MostMoney, Sales.Today).Errors());
        Refused(New().Change(Fields with { Amount = -1 }, Manager, Given.Now), Refusal.Input, "{0}应大于 0 且不超过 9,999,999,999,999.99，最多两位小数");
    }

    [Theory]
    [InlineData("￥12,000.50", 12000.5)]
    [InlineData("１２００", 1200)]
    [InlineData("12元", -1)]
    [InlineData("-5", -1)]
    [InlineData("1e3", -1)]
    public void An_amount_is_read_as_people_type_it(string typed, double amount) => Assert.Equal((decimal)amount, SalesInput.Amount(typed));

    [Fact]
    public void A_move_is_on_record_with_both_stages()
    {
        var opportunity = New();
        Done(opportunity.Move(OpportunityStage.Negotiation, "不用的原因", Manager, Given.Now.AddHours(1)));
        var change = Assert.Single(opportunity.NewRecords.Last().Changes);
        Assert.Equal(("OpportunityStage.Contact", "OpportunityStage.Negotiation", "车队融资"), (change.From, change.To, change.Item));
        Assert.Equal((OpportunityStage.Negotiation, Given.Now.AddHours(1)), (opportunity.Stage, opportunity.StageSince));
        Assert.Equal((OpportunityStage.Contact, OpportunityStage.Negotiation), (opportunity.Steps.Last().FromStage, opportunity.Steps.Last().ToStage));
        Assert.Null(opportunity.LostReason);
        Refused(opportunity.Move(OpportunityStage.Negotiation, null, Manager, Given.Now), Refusal.State, "商机“{0}”已经在这个阶段", "车队融资");
    }

    [Fact]
    public void A_lost_one_needs_a_reason_whose_numbers_are_masked()
    {
        var opportunity = New();
        Refused(opportunity.Move(OpportunityStage.Lost, "  ", Manager, Given.Now), Refusal.Input, "{0}不能为空");
        Refused(opportunity.Move(OpportunityStage.Lost, new string('长', 201), Manager, Given.Now), Refusal.Input, "{0}不能超过 {1} 个字");
        Assert.Equal(OpportunityStage.Contact, opportunity.Stage);
        Done(opportunity.Move(OpportunityStage.Lost, "改联系 13812345678", Manager, Given.Now));
        Assert.Equal("改联系 138****5678", opportunity.LostReason!.ToString());
    }

    [Fact]
    public void An_end_is_reopened_by_moving_it_back_and_never_changed_into_the_other_end()
    {
        var opportunity = New();
        Done(opportunity.Move(OpportunityStage.Lost, "价格", Manager, Given.Now));
        Refused(opportunity.Move(OpportunityStage.Won, null, Manager, Given.Now), Refusal.State, "商机“{0}”已经结束，请先移回进行中的阶段");
        Done(opportunity.Move(OpportunityStage.Quote, null, Manager, Given.Now));
        Assert.Null(opportunity.LostReason);
        Done(opportunity.Move(OpportunityStage.Won, null, Manager, Given.Now));
        Assert.Equal(4, opportunity.Steps.Count);
    }

    [Fact]
    public void A_change_without_a_difference_leaves_no_record()
    {
        var opportunity = New();
        Done(opportunity.Change(Fields, Manager, Given.Now));
        Assert.Single(opportunity.NewRecords);
        Done(opportunity.Change(Fields with { Name = "车队融资二期" }, Manager, Given.Now));
        Assert.Equal("opportunity.name", Assert.Single(opportunity.NewRecords.Last().Changes).Field.Code);
    }

    private static Opportunity New()
    {
        Done(Opportunity.Create(Sales.OwnedBy(Owner), Fields, Manager, Given.Now, out var opportunity));
        return opportunity!;
    }
}
