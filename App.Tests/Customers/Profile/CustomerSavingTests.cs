using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Profile.Saving;
using WorkOrders.Database;
using WorkOrders.LookUps;

namespace WorkOrders.Tests.Customers.Profile;

/// <summary>Creating and changing customers, as form and API do it.</summary>
public sealed class CustomerSavingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Taken = "没有保存：{0}已经是客户 {1}（编号 {2}）的";
    private const string SameNameExists = "已经有客户叫 {0}，请核对是不是同一个人";

    private readonly CustomerSaving saving = new(database, TestLookUps.On(database, Given.Clock(), perMinute: 1000), Given.Clock());

    [Fact]
    public async Task Five_spellings_of_one_company_stay_one_customer()
    {
        var leader = As.Leader(await database.SaveAsync(Given.User()));
        var name = "上海诚达（集团）汽车" + Given.Next();
        var first = await saving.CreateAsync(Typed.Enterprise(name), SameName.AskedWithoutNumber, leader);
        Done(first.Outcome);
        foreach (var spelling in new[] { name, " " + name + " ", name.Replace('（', '(').Replace('）', ')'), name.Insert(2, " "), name.Insert(3, "\u200b") })
        {
            var again = await saving.CreateAsync(Typed.Enterprise(spelling), SameName.Another, leader);
            Refused(again.Outcome, Taken, "客户名称", name, first.Customer!.Id);
            Assert.Equal(first.Customer.Id, Assert.Single(again.Candidates).Id);
        }

        Assert.Equal(1, await database.ReadAsync(db => db.Customers.CountAsync(c => c.EnterpriseKey == ComparisonForm.OfName(name))));
    }

    [Fact]
    public async Task Of_many_who_create_one_telephone_number_at_the_same_moment_exactly_one_does()
    {
        var leader = As.Leader(await database.SaveAsync(Given.User()));
        var phone = Typed.Phone();
        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => saving.CreateAsync(Typed.Person($"抢号{i}甲{Given.Next()}", phone: i % 2 == 0 ? phone : "+86" + phone), SameName.Asked, leader)));
        Assert.Single(saved, s => !s.Outcome.IsRefused);
        Assert.All(saved.Where(s => s.Outcome.IsRefused), s => Assert.Equal(Taken, s.Outcome.Reason));
    }

    [Fact]
    public async Task Of_many_who_create_one_enterprise_at_the_same_moment_exactly_one_does()
    {
        var leader = As.Leader(await database.SaveAsync(Given.User()));
        var name = "同时新建公司" + Given.Next();
        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => saving.CreateAsync(Typed.Enterprise(name), SameName.Asked, leader)));
        Assert.Single(saved, s => !s.Outcome.IsRefused);
    }

    [Fact]
    public async Task A_person_of_an_existing_name_is_asked_about()
    {
        var (mine, other) = (await database.ManagerAsync(), await database.ManagerAsync("蒋丽"));
        var name = "张伟" + Given.Next();
        Done((await saving.CreateAsync(Typed.Person(name), SameName.Asked, Typed.Manager(mine))).Outcome);
        foreach (var answer in new[] { SameName.Asked, SameName.AskedWithoutNumber })
        {
            var asked = await saving.CreateAsync(Typed.Person(name.Insert(1, " ")), answer, Typed.Manager(mine));
            Refused(asked.Outcome, SameNameExists);
            Assert.True(asked.AsksForAnother);
            Assert.Single(asked.Candidates);

            // Somebody else's customer is not named.
            Assert.Empty((await saving.CreateAsync(Typed.Person(name), answer, Typed.Manager(other))).Candidates);
        }

        Assert.True((await saving.CreateAsync(Typed.Person(name, Typed.Phone()), SameName.Asked, Typed.Manager(mine))).AsksForAnother);
        Done((await saving.CreateAsync(Typed.Person(name, Typed.Phone()), SameName.AskedWithoutNumber, Typed.Manager(mine))).Outcome);
        Done((await saving.CreateAsync(Typed.Person(name), SameName.Another, Typed.Manager(other))).Outcome);
        Assert.Equal(3, await database.ReadAsync(db => db.Customers.CountAsync(c => c.NameKey == ComparisonForm.OfName(name))));
    }

    [Fact]
    public async Task A_manager_owns_what_they_create_and_only_leaders_choose_the_owner()
    {
        var (mine, other) = (await database.ManagerAsync(), await database.ManagerAsync("蒋丽"));
        var agent = await database.SaveAsync(Given.User("坐席"));
        var created = await saving.CreateAsync(Typed.Person("归属" + Given.Next()), SameName.Asked, Typed.Manager(mine));
        Assert.Equal(mine.Id, created.Customer!.OwnerId);
        Refused((await saving.CreateAsync(Typed.Person("归属" + Given.Next()).With("ownerId", Text(other.Id)), SameName.Asked, Typed.Manager(mine))).Outcome, Refusal.Permission, "只有班长和管理员可以更换客户负责人");
        Refused((await saving.CreateAsync(Typed.Person("归属" + Given.Next()), SameName.Asked, As.Agent(agent))).Outcome, Refusal.Permission, "您没有新建客户的权限");

        var leader = As.Leader(agent);
        Refused((await saving.CreateAsync(Typed.Person("归属" + Given.Next()).With("ownerId", Text(agent.Id)), SameName.Asked, leader)).Outcome, Refusal.Input, "{0}不存在、已停用或不是客户经理");
        Assert.Equal(other.Id, (await saving.CreateAsync(Typed.Person("归属" + Given.Next()).With("ownerId", Text(other.Id)), SameName.Asked, leader)).Customer!.OwnerId);
        Assert.Null((await saving.CreateAsync(Typed.Person("归属" + Given.Next()), SameName.Asked, leader)).Customer!.OwnerId);
    }

    [Fact]
    public async Task The_creation_is_on_record_in_the_same_save()
    {
        var leader = As.Leader(await database.SaveAsync(Given.User()));
        var saved = await saving.CreateAsync(Typed.Person("留痕" + Given.Next(), Typed.Phone()), SameName.Asked, leader);
        var key = Text(saved.Customer!.Id);
        var record = await database.ReadAsync(db => db.OperationRecords.SingleAsync(r => r.Subject == CustomerSubjects.Customer && r.SubjectKey == key));
        Assert.Equal(CustomerActions.Created, record.Action);
        Assert.Contains(record.Changes, change => change.Field == CustomerFields.Phone && change.To == saved.Customer.Phone!.Masked);
    }

    [Theory]
    [InlineData("phone", "12", "{0}应为 5 至 19 位数字，可带区号、空格或连字符")]
    [InlineData("phone", "138****5678", "{0}里有星号：不修改请保持原样，要修改请填写完整的值")]
    [InlineData("idNumber", "110105194912310021", "{0}的校验位不对，请核对后重新填写")]
    [InlineData("email", "name@", "{0}应为一个邮箱地址，例如 name@example.cn")]
    [InlineData("taxId", "91310000MA1FL0000X", "{0}只用于企业客户")]
    [InlineData("customerType", "company", "{0}“{1}”不在可选的值里，请重新选择")]
    [InlineData("customerName", "", "{0}不能为空")]
    public async Task A_wrong_field_is_refused_by_name(string json, string text, string rule)
    {
        var leader = As.Leader(await database.SaveAsync(Given.User()));
        var saved = await saving.CreateAsync(Typed.Person("有错" + Given.Next()).With(json, text), SameName.Asked, leader);
        Refused(saved.Outcome, Refusal.Input, rule);
        Assert.Equal(CustomerFields.All.Single(f => f.Json == json).Name.Text, Assert.Single(saved.Errors).Field);
    }

    [Fact]
    public async Task Another_managers_customer_is_missing_and_one_without_the_right_is_refused()
    {
        var (mine, other) = (await database.ManagerAsync(), await database.ManagerAsync("蒋丽"));
        var customer = (await saving.CreateAsync(Typed.Person("别人的" + Given.Next()), SameName.Asked, Typed.Manager(mine))).Customer!;
        var input = CustomerInput.Of(customer.Values).With("region", "北京");
        Refused((await saving.ChangeAsync(customer.Id, input, customer.Version, Typed.Manager(other))).Outcome, Refusal.Missing, "没有找到记录，或您无权查看");
        Refused((await saving.ChangeAsync(customer.Id, input, customer.Version, As.Agent(other))).Outcome, Refusal.Permission, "您没有修改这位客户的权限");
        Done((await saving.ChangeAsync(customer.Id, input, customer.Version, Typed.Manager(mine))).Outcome);
    }

    [Fact]
    public async Task Masks_that_come_back_unchanged_keep_what_is_behind_them()
    {
        var leader = As.Leader(await database.SaveAsync(Given.User()));
        var phone = Typed.Phone();
        var created = (await saving.CreateAsync(Typed.Person("遮住" + Given.Next(), phone, Given.SomeId().Unmask()).With("email", "someone@example.cn"), SameName.Asked, leader)).Customer!;
        var changed = await saving.ChangeAsync(created.Id, CustomerInput.Of(created.Values).With("region", "上海"), created.Version, leader);
        Done(changed.Outcome);
        var saved = await database.ReadAsync(db => db.Customers.SingleAsync(c => c.Id == created.Id));
        Assert.Equal((phone, created.IdNumber, created.Email, "上海"), (saved.Phone!.Unmask(), saved.IdNumber, saved.Email, saved.Region));
    }

    [Fact]
    public async Task Changes_of_two_people_are_merged_and_contested_fields_are_chosen()
    {
        var leader = As.Leader(await database.SaveAsync(Given.User()));
        var created = (await saving.CreateAsync(Typed.Person("两人改" + Given.Next(), Typed.Phone()), SameName.Asked, leader)).Customer!;
        CustomerInput Form() => CustomerInput.Of(created.Values);
        Done((await saving.ChangeAsync(created.Id, Form().With("region", "北京").With("industry", "零售"), created.Version, leader)).Outcome);

        var merged = await saving.ChangeAsync(created.Id, Form().With("companyName", "诚达"), created.Version, leader);
        Done(merged.Outcome);
        Assert.Equal([CustomerFields.Industry, CustomerFields.Region], merged.Merged);

        var newPhone = Typed.Phone();
        var contested = await saving.ChangeAsync(created.Id, Form().With("region", "上海").With("phone", newPhone), created.Version, leader);
        Assert.True(contested.Outcome.IsRefused);
        Assert.Equal([CustomerFields.Region], contested.Conflict!.Contested.Select(f => f.Field.Name));
        Done((await saving.MergeAsync(created.Id, contested.Conflict, new HashSet<string> { CustomerFields.Region.Text }, leader)).Outcome);
        var saved = await database.ReadAsync(db => db.Customers.SingleAsync(c => c.Id == created.Id));
        Assert.Equal(("北京", "零售", "诚达", newPhone), (saved.Region, saved.Industry, saved.CompanyName, saved.Phone!.Unmask()));
    }

    [Fact]
    public async Task Typed_numbers_count_as_look_ups_and_are_refused_above_the_limit()
    {
        var li = await database.SaveAsync(Given.User());
        var limited = new CustomerSaving(database, TestLookUps.On(database, Given.Clock(), perMinute: 1), Given.Clock());
        var phone = Typed.Phone();
        Done((await limited.CreateAsync(Typed.Person("限数" + Given.Next(), phone), SameName.Another, As.Leader(li))).Outcome);
        var refused = await limited.CreateAsync(Typed.Person("限数" + Given.Next(), Typed.Phone()), SameName.Another, As.Leader(li));
        Assert.Equal(Refusal.Limit, refused.Outcome.Kind);
        Assert.NotNull(refused.Until);
        var counted = await database.ReadAsync(db => db.LookUps.SingleAsync(l => l.UserId == li.Id && l.RefusedUntil == null));
        Assert.Equal((LookUpPlace.NewCustomer, (bool?)false), (counted.Place, counted.Found));
    }

    [Fact]
    public async Task Deactivating_needs_a_reason_and_can_be_taken_back()
    {
        var (mine, other) = (await database.ManagerAsync(), await database.ManagerAsync("蒋丽"));
        var id = (await saving.CreateAsync(Typed.Person("停用" + Given.Next()), SameName.Asked, Typed.Manager(mine))).Customer!.Id;
        Refused(await database.Factory.DeactivateAsync(id, "不再合作", Typed.Manager(other), Given.Now), Refusal.Missing, "没有找到记录，或您无权查看");
        Refused(await database.Factory.DeactivateAsync(id, " ", Typed.Manager(mine), Given.Now), "请填写停用原因");
        Done(await database.Factory.DeactivateAsync(id, "不再合作", Typed.Manager(mine), Given.Now));
        Assert.Equal(CustomerStatus.Inactive, await database.ReadAsync(db => db.Customers.Where(c => c.Id == id).Select(c => c.Status).SingleAsync()));
        Done(await database.Factory.ActivateAsync(id, Typed.Manager(mine), Given.Now));
        Refused(await database.Factory.ActivateAsync(id, Typed.Manager(mine), Given.Now), "这位客户没有停用");
    }

    private static string Text(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
