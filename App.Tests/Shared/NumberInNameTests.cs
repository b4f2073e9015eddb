using WorkOrders.Customers;
using WorkOrders.Dispatch;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Files;
using WorkOrders.Import;
using WorkOrders.Messages;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Users.Editing;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests;

/// <summary>Names are shown to everybody, so they hold no personal number; what repeats typed text shows it masked.</summary>
public sealed class NumberInNameTests
{
    private const string Name = "掩码138 1234 5678测试";
    private const string Masked = "掩码138 *****5678测试";

    private static readonly CurrentUser Leader = As.Somebody(Roles.TeamLeader);

    public static TheoryData<string, string, string> Spellings => NumberSpellings.Rows;

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_name_with_a_number_is_refused_with_its_field(string text, string number, string masked)
    {
        var error = NumberInName.ErrorOf("客户姓名", text)!;
        Assert.Equal(("客户姓名", NumberInName.Rule.Text), (error.Field, error.Rule));
        Assert.True(number.Length >= 10 && masked.Contains('*'));
    }

    [Theory]
    [InlineData("北京360公司")]
    [InlineData("王建国 2026")]
    [InlineData(null)]
    public void Other_names_are_allowed(string? name) => Assert.Null(NumberInName.ErrorOf("客户姓名", name));

    [Fact]
    public void The_forms_of_orders_users_and_defaults_refuse_it_with_the_field()
    {
        var order = new WorkOrderInput { CustomerName = Name, Solution = Name, CustomerPhone = Given.Phone }.Check(new OrderLists([], []), Given.Now);
        Assert.Equal(["客户姓名", "解决方案"], order.Errors.Where(e => e.Rule == NumberInName.Rule.Text).Select(e => e.Field));
        var user = new UserInput { UserName = "abc", DisplayName = Name, Company = Name, Department = Name, Organization = Name, Province = Name, Team = Name, Roles = [Roles.Agent] };
        Assert.Equal(["姓名", "公司", "部门", "组织", "省份", "班组"], user.Check(isNew: true).Where(e => e.Rule == NumberInName.Rule.Text).Select(e => e.Field));
        var application = new ApplicationFields(null, Name, null, [1], null, null, []);
        Assert.Contains(application.Errors(), e => (e.Field, e.Rule) == (ApplicationFields.CustomerField, NumberInName.Rule.Text));
        Assert.Equal(["原因", "详细说明"], new ReasonFields(Name, Name, IsEnabled: true, 1).Errors().Select(e => e.Field));
    }

    [Fact]
    public void The_lists_and_settings_refuse_it_with_the_field()
    {
        var role = new DutyRole("客服组");
        Outcome[] refusals =
        [
            ListedName.CheckName(Name, [], out _),
            SmsTemplate.Create(Name, "您好", isEnabled: true, Leader, Given.Now, out _),
            ProcessorSetting.Create(new(null, null, null, null, null), Name, role, Leader, Given.Now, out _),
        ];
        Assert.Equal(["名称", "模板名称", "解决方案"], refusals.Select(r => r.WrongField!.Field));
        Assert.All(refusals, r => Assert.Equal((NumberInName.Rule.Text, Refusal.Input), (r.Reason, r.Kind)));
    }

    [Fact]
    public void What_code_stores_as_a_name_is_masked()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(Given.User(Name)).With(f => f with { CustomerName = Name, ChannelName = Name, Solution = Name });
        Assert.Equal((Masked, Masked, Masked, Masked), (order.CustomerName, order.ChannelName, order.Solution, Given.User(Name).DisplayName));
        Assert.Equal((Masked, Masked), (Given.Customer(Name).Name, Customer.Named(Name).Name));
        var import = new OrderImport($"{Name}.xlsx", Leader, Given.Now);
        import.Count(new(1, 0, 0, 0), "", Name);
        Assert.Equal((Masked + ".xlsx", Masked), (import.FileName, import.Sheet));
    }

    [Fact]
    public void Messages_and_records_show_typed_text_masked()
    {
        Assert.Equal([Masked], Outcome.Refused("已经有“{0}”", Name).Arguments);
        Assert.Equal([Masked], new FieldError("客户姓名", "x", Name).Arguments);
        Assert.Equal(Masked, FieldChange.Between(ImportActions.File, null, Name)!.To);
        Assert.Equal([Masked], new Events.Notices.Notice(1, Given.Now, Dispatch.DispatchNotices.ImportLeftSome, "/", Name).Arguments);
        Assert.Equal(Masked + ".pdf", FileName.Clean(Name + ".pdf").Masked);
    }

    [Fact]
    public void A_long_file_name_is_not_cut_within_a_number()
    {
        var name = FileName.Clean(new string('长', 240) + Given.Phone + new string('长', 40) + ".pdf").Unmask();
        Assert.DoesNotContain("1381234", name, StringComparison.Ordinal);
        Assert.EndsWith("….pdf", name, StringComparison.Ordinal);
    }
}
