using WorkOrders.Customers;
using WorkOrders.Customers.Import;
using WorkOrders.Customers.Import.Reading;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;

namespace WorkOrders.Tests.Customers.Import;

/// <summary>The rules for a row of a file.</summary>
public sealed class CustomerFileRowTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string TaxId = "91350211MA2YN58H0Y";

    [Fact]
    public async Task A_row_is_read_with_the_rules_of_the_form_and_the_texts_of_the_lists()
    {
        var manager = await CustomerImporting.PersonAsync(database, "规则经理", Roles.AccountManager);
        var check = await CheckAsync(
            ("客户名称", "远洋科技有限公司"), ("客户类型", "企业"), ("客户电话", "010-6666 7777"), ("邮箱", "a@example.cn"), ("客户级别", "重要"), ("客户负责人", "规则经理"));
        Assert.Empty(check.Errors);
        Assert.Equal(
            (CustomerType.Enterprise, "01066667777", CustomerLevel.Important, (int?)manager.Id),
            (check.Values.Type, check.Values.Phone!.Key.Unmask(), check.Values.Level, check.Values.OwnerId));
    }

    [Theory]
    [InlineData("客户电话", "138****5678", "{0}里有星号：不修改请保持原样，要修改请填写完整的值")]
    [InlineData("身份证号", "110105194912310021", "{0}的校验位不对，请核对后重新填写")]
    [InlineData("客户类型", "公司", "{0}“{1}”不在可选的值里，请重新选择")]
    [InlineData("企业税号", TaxId, "{0}只用于企业客户")]
    [InlineData("行业", "=1+1", "{0}不能以等号开头")]
    [InlineData("客户电话", "1.38E+10", "{0}是科学计数法（{1}），后面的位数已经丢失，请把单元格设为文本后重新填写")]
    [InlineData("客户负责人", "没有这个人", "没有找到{0}“{1}”，请填写在职客户经理的用户名、工号或姓名")]
    [InlineData("联系人姓名", "李四13812345678", "{0}里不能有电话、身份证或银行卡号码")]
    public async Task A_wrong_cell_is_told_with_its_field_and_rule(string column, string text, string rule)
    {
        var check = await CheckAsync(("客户名称", "张伟"), (column, text));
        var error = Assert.Single(check.Errors);
        Assert.Equal(column, error.Field);
        Assert.StartsWith(rule, error.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_a_row_is_wrong_and_a_mobile_with_ten_digits_is_a_warning()
    {
        Assert.Equal(InputRules.Empty.Text, Assert.Single((await CheckAsync(("客户电话", "13812345678"))).Errors).Rule);
        var check = await CheckAsync(("客户名称", "张伟"), ("客户电话", "1381234567"));
        Assert.Empty(check.Errors);
        Assert.Equal(InputRules.NotElevenDigits.Text, Assert.Single(check.Warnings).Rule);
    }

    [Fact]
    public async Task An_account_manager_is_meant_by_user_name_employee_number_or_a_name_that_only_one_has()
    {
        var one = await CustomerImporting.PersonAsync(database, "同名", Roles.AccountManager);
        var other = await CustomerImporting.PersonAsync(database, "同名", Roles.AccountManager);
        var gone = await CustomerImporting.PersonAsync(database, "走了", Roles.AccountManager);
        var leader = await CustomerImporting.PersonAsync(database, "班长一", Roles.TeamLeader);
        await database.ActOnUserAsync(other, u => u.Change(new UserProfile("同名", EmployeeNumber: "E 77"), As.Somebody(Roles.Admin), Given.Now));
        await database.ActOnUserAsync(gone, u => u.Disable(As.Somebody(Roles.Admin), Given.Now));
        Assert.Equal(one.Id, (await CheckAsync(("客户名称", "张伟"), ("客户负责人", one.UserName!))).Values.OwnerId);
        Assert.Equal(other.Id, (await CheckAsync(("客户名称", "张伟"), ("客户负责人", "e77"))).Values.OwnerId);
        Assert.Equal(OwnerNames.Several.Text, Assert.Single((await CheckAsync(("客户名称", "张伟"), ("客户负责人", "同 名"))).Errors).Rule);
        foreach (var text in new[] { "走了", "班长一", leader.UserName!, $"{one.Id}" })
        {
            Assert.Equal(OwnerNames.Unknown.Text, Assert.Single((await CheckAsync(("客户名称", "张伟"), ("客户负责人", text))).Errors).Rule);
        }
    }

    [Fact]
    public void Filling_overwrites_nothing_and_leaves_other_people_alone()
    {
        var (phone, card) = (PhoneNumber.Parse(Given.Phone), IdNumber.Parse(Given.Id));
        var known = new CustomerValues { Name = "张伟", Phone = phone, Industry = "制造" };
        var row = new CustomerValues
        {
            Name = "张 伟",
            Phone = PhoneNumber.Parse("13900000000"),
            Industry = "物流",
            IdNumber = card,
            Region = "华北",
            OwnerId = 7,
            Level = CustomerLevel.Important,
        };
        var filled = Filling.Fill(known, row, takesOwner: true)!;
        Assert.Equal(known with { IdNumber = card, Region = "华北", OwnerId = 7 }, filled);
        Assert.Null(Filling.Fill(known, row, takesOwner: false)!.OwnerId);
        Assert.Null(Filling.Fill(known, row with { Name = "张薇" }, takesOwner: true));
        Assert.Null(Filling.Fill(known, row with { Type = CustomerType.Enterprise }, takesOwner: true));
        Assert.Null(Filling.Fill(known with { IdNumber = Given.SomeId() }, row, takesOwner: true));
    }

    [Fact]
    public void The_template_opens_with_its_mark_its_columns_and_its_lists()
    {
        var file = CustomerTemplate.File();
        var book = new Workbook(file);
        Assert.Equal(CustomerFields.All.Select(f => f.Name.Text), book.Rows()[0].Values);
        Assert.Contains("企业", book.Cells(1).Select(c => c.Value));
        using var stream = new MemoryStream(file);
        Assert.Equal(CustomerTemplate.Mark, SheetReader.Open(stream).Mark);
    }

    private async Task<CheckedCustomer> CheckAsync(params (string Column, string Text)[] cells)
    {
        await using var db = database.CreateDbContext();
        var row = new CustomerFileRow(2, [.. CustomerTemplate.Columns.Select(c => Array.Find(cells, cell => cell.Column == c.Title).Text)]);
        return row.Check(await OwnerNames.ReadAsync(db, default), Given.Now);
    }
}
