using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkOrders.Database;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account.Passwords;
using WorkOrders.Staff.DutyRoles;
using WorkOrders.Staff.Sessions;
using WorkOrders.Staff.Users;
using WorkOrders.Staff.Users.Editing;

namespace WorkOrders.Tests;

public sealed class UserPagesTests : ComponentTest
{
    // Long timeout: the machine may be busy with other tests.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CurrentUser boss = As.Somebody(Roles.Admin);

    public UserPagesTests(TestDatabase database)
        : base(database)
    {
        Services.AddLogging();
        Services.AddIdentityCore<User>(options => options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-_")
            .AddRoles<Role>().AddEntityFrameworkStores<AppDb>();
        Services.Replace(ServiceDescriptor.Scoped<IPasswordValidator<User>, PasswordValidation>());
        SignIn(boss);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task A_new_user_gets_a_password_that_is_shown_once()
    {
        await AddRolesAsync();
        var page = Render<CreateUser>();
        await page.OnAsync("#field-用户名", e => e.ChangeAsync("new.agent"));
        await page.OnAsync("#field-姓名", e => e.ChangeAsync("新坐席"));
        await page.InvokeAsync(() => page.FindAll("label").Single(l => l.TextContent.Trim() == "坐席").QuerySelector("input")!.ChangeAsync(true));
        await page.OnAsync("form", e => e.SubmitAsync());

        Assert.Contains("已新建用户 新坐席（new.agent）。", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal(19, page.Find("code").TextContent.Length);
        var saved = await Database.ReadAsync(db => db.Users.Include(u => u.GrantedRoles).SingleAsync(u => u.UserName == "new.agent"));
        Assert.Equal("XZX", saved.Initials);
        Assert.True(saved.MustChangePassword);
        Assert.Equal(Roles.Agent, Assert.Single(saved.GrantedRoles).Name);
        Assert.Equal(StaffActions.Registered, (await Database.ReadAsync(db => db.OperationRecords.SingleAsync(r => r.SubjectKey == "new.agent"))).Action);
    }

    [Fact]
    public async Task What_breaks_a_rule_is_told_at_its_field_and_nothing_is_saved()
    {
        var taken = await AddUserAsync("taken");
        var page = Render<CreateUser>();
        await page.OnAsync("#field-用户名", e => e.ChangeAsync(taken.UserName!));
        await page.OnAsync("#field-工号", e => e.ChangeAsync(taken.EmployeeNumber!.ToLowerInvariant()));
        await page.OnAsync("#field-手机", e => e.ChangeAsync("12ab"));
        await page.OnAsync("#field-邮箱", e => e.ChangeAsync("nobody"));
        await page.OnAsync("#field-公司", e => e.ChangeAsync(new string('长', 101)));
        await page.OnAsync("#field-初始密码", e => e.ChangeAsync("short"));
        await page.OnAsync("form", e => e.SubmitAsync());

        string[] expected =
        [
            "用户名 taken 已经被使用", "请填写姓名", "工号 e-taken 已经被使用", "手机应为 5 至 19 位数字，可带 + 号",
            "邮箱的格式应如 name@example.com", "公司不能超过 100 个字符", "请至少选择一个角色", "初始密码至少 12 个字符",
        ];
        var told = page.FindAll(".field-error").Select(e => e.TextContent).ToList();
        Assert.All(expected, message => Assert.Contains(message, told));
        Assert.Equal(1, await Database.ReadAsync(db => db.Users.CountAsync(u => u.UserName == "taken")));
    }

    [Fact]
    public async Task An_administrator_sees_where_somebody_is_signed_in_and_ends_one_and_all()
    {
        var user = await AddUserAsync("elsewhere");
        await Database.ActOnUserAsync(user, u => u.SignOutEverywhere(boss, Given.Now));
        user = await Database.ReadAsync(db => db.Users.SingleAsync(u => u.Id == user.Id));
        var (session, _) = WebSession.Start(user.Id, user.SecurityStamp!, Given.Now, TimeSpan.FromHours(12), new SignInPlace("10.1.2.3", "Edge · Windows"));
        var (other, _) = WebSession.Start(user.Id, user.SecurityStamp!, Given.Now.AddMinutes(-1), TimeSpan.FromHours(12), new SignInPlace("10.1.2.4", "Chrome · Windows"));
        await Database.SaveAsync(session, other);
        var page = Render<EditUser>(p => p.Add(e => e.Id, user.Id));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".sessions li").Count));
        Assert.Contains("10.1.2.3", page.Find(".sessions li").TextContent, StringComparison.Ordinal);

        await page.OnAsync(".sessions li button", e => e.ClickAsync(new()));
        page.WaitForAssertion(() => Assert.Contains("10.1.2.4", Assert.Single(page.FindAll(".sessions li")).TextContent, StringComparison.Ordinal));
        Assert.NotNull((await Database.ReadAsync(db => db.Set<WebSession>().SingleAsync(s => s.Id == session.Id))).EndedAt);
        var record = await Database.ReadAsync(db => db.OperationRecords.SingleAsync(r => r.SubjectKey == "elsewhere" && r.Action == StaffActions.SessionEnded));
        Assert.Equal((boss.Id, "Edge · Windows"), (record.ActorId, Assert.Single(record.Changes).From));

        var list = Services.GetRequiredService<SessionList>();
        Refused(await list.EndAsync(other.Id, user.Id, As.Somebody(Roles.TeamLeader)), "没有权限");
        Refused(await list.EndAsync(session.Id, user.Id, boss), "这个会话已经结束");
        Done(await list.EndAllAsync(user.Id, boss));
        Assert.Empty(await Database.ReadAsync(db => list.ReadAsync(db, user.Id, CancellationToken.None)));
    }

    [Fact]
    public async Task A_typed_password_may_not_be_made_of_what_the_form_says_of_the_person()
    {
        await AddRolesAsync();
        var page = Render<CreateUser>();
        await page.OnAsync("#field-用户名", e => e.ChangeAsync("zhangwei"));
        await page.OnAsync("#field-姓名", e => e.ChangeAsync("张伟"));
        await page.OnAsync("#field-公司", e => e.ChangeAsync("Sunrise Leasing"));
        await page.InvokeAsync(() => page.FindAll("label").Single(l => l.TextContent.Trim() == "坐席").QuerySelector("input")!.ChangeAsync(true));
        await page.OnAsync("#field-初始密码", e => e.ChangeAsync("zhangwei-Sunrise-Leasing"));
        await page.OnAsync("form", e => e.SubmitAsync());
        Assert.StartsWith("初始密码太容易猜到", Assert.Single(page.FindAll(".field-error")).TextContent, StringComparison.Ordinal);

        await page.OnAsync("#field-初始密码", e => e.ChangeAsync("harbour-plum-seven"));
        await page.OnAsync("form", e => e.SubmitAsync());
        Assert.True((await Database.ReadAsync(db => db.Users.SingleAsync(u => u.UserName == "zhangwei"))).MustChangePassword);
    }

    [Fact]
    public async Task A_conflict_names_what_changed_keeps_what_was_typed_and_the_second_save_wins()
    {
        var user = await AddUserAsync("conflict");
        var page = Render<EditUser>(p => p.Add(e => e.Id, user.Id));
        await page.OnAsync("#field-部门", e => e.ChangeAsync("我写的部门"));
        await page.OnAsync("#field-班组", e => e.ChangeAsync("我写的班组"));
        await ChangeAsync(user.Id, saved => saved.Change(new UserProfile("别人改名", saved.EmployeeNumber, Team: "别人的班组"), [.. saved.GrantedRoles], [], boss, Given.Now));

        await page.OnAsync("form", e => e.SubmitAsync());
        var notice = page.Find(".message.warning").TextContent;
        Assert.Contains("姓名：已换成对方保存的值", notice, StringComparison.Ordinal);
        Assert.Contains("班组：您也改了，保存会以您的为准", notice, StringComparison.Ordinal);
        Assert.Equal("别人改名", page.Find("#field-姓名").GetAttribute("value"));
        Assert.Equal("我写的部门", page.Find("#field-部门").GetAttribute("value"));
        Assert.Empty(page.FindAll(".message.error"));

        await page.OnAsync("form", e => e.SubmitAsync());
        var after = await Database.ReadAsync(db => db.Users.SingleAsync(u => u.Id == user.Id));
        Assert.Equal(("别人改名", "我写的部门", "我写的班组"), (after.DisplayName, after.Department, after.Team));
    }

    [Fact]
    public async Task A_failed_sign_in_meanwhile_loses_nothing_and_says_so()
    {
        var user = await AddUserAsync("busy");
        var page = Render<EditUser>(p => p.Add(e => e.Id, user.Id));
        await page.OnAsync("#field-部门", e => e.ChangeAsync("新部门"));
        await ChangeAsync(user.Id, saved => saved.ConcurrencyStamp = "failed sign-in");
        await page.OnAsync("form", e => e.SubmitAsync());
        Assert.Contains("请再保存一次", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.OnAsync("form", e => e.SubmitAsync());
        Assert.Equal("新部门", (await Database.ReadAsync(db => db.Users.SingleAsync(u => u.Id == user.Id))).Department);
    }

    [Fact]
    public async Task A_user_that_does_not_exist_is_said_so() =>
        Assert.Contains("没有编号为 999999 的用户。", (await Render<EditUser>(p => p.Add(e => e.Id, 999999)).WaitForElementAsync(".empty", Patience)).TextContent, StringComparison.Ordinal);

    [Theory]
    [InlineData("?q=gl&page=-1")]
    [InlineData("?q=GL&page=1000000000")]
    [InlineData("?q=葛亮&status=Nonsense&role=Nonsense&sort=Nonsense")]
    [InlineData("?q=E-search&disabled=false&team=客服一班&sort=-Name")]
    public async Task The_list_finds_by_name_number_and_initials_whatever_else_the_address_says(string query)
    {
        if (!await Database.ReadAsync(db => db.Users.AnyAsync(u => u.UserName == "search")))
        {
            await AddUserAsync("search", "葛亮");
        }

        Services.GetRequiredService<NavigationManager>().NavigateTo("/admin/users" + query);
        var page = Render<UserList>();
        Assert.Equal("search", (await page.WaitForElementAsync("tbody tr a", Patience)).TextContent);
        Assert.Contains("共 1 人，第 1 / 1 页", page.Find("nav [role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_without_a_match_says_what_to_do()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/admin/users?q=没有这个人");
        Assert.Equal("清除条件", (await Render<UserList>().WaitForElementAsync(".empty a", Patience)).TextContent);
    }

    [Fact]
    public async Task A_duty_role_is_added_renamed_and_disabled_with_a_record_each()
    {
        var page = Render<DutyRoleList>();
        page.WaitForState(() => page.FindAll("[aria-busy=true]").Count == 0);
        await page.ClickAsync("新增对接角色");
        await SaveNameAsync(page, "催收组");
        await page.OnAsync("[aria-label='改名 催收组']", e => e.ClickAsync());
        await SaveNameAsync(page, "贷后一组");
        await page.OnAsync("[aria-label='停用 贷后一组']", e => e.ClickAsync());
        page.WaitForElement("[aria-label='启用 贷后一组']");

        Assert.Equal((1, false), await Database.ReadAsync(async db => (await db.DutyRoles.CountAsync(r => r.Name == "贷后一组"), (await db.DutyRoles.SingleAsync(r => r.Name == "贷后一组")).IsEnabled)));
        Assert.Equal(3, await Database.ReadAsync(db => db.OperationRecords.CountAsync(r => r.Subject == CommonSubjects.Setting)));

        await page.ClickAsync("新增对接角色");
        await SaveNameAsync(page, "贷后 一组");
        Assert.Equal("对接角色 贷后一组 已经存在", page.WaitForElement(".field-error").TextContent);
        Assert.Equal("贷后 一组", page.Find("#field-名称").GetAttribute("value"));
    }

    [Fact]
    public async Task A_duty_role_that_somebody_renamed_meanwhile_is_told_and_the_second_save_wins()
    {
        await Database.SaveAsync(new DutyRole("法务组"));
        var page = Render<DutyRoleList>();
        await page.OnAsync("[aria-label='改名 法务组']", e => e.ClickAsync());
        await using (var db = Database.CreateDbContext())
        {
            (await db.DutyRoles.SingleAsync(r => r.Name == "法务组")).Rename("诉讼组", boss, Given.Now);
            await db.SaveChangesAsync();
        }

        await SaveNameAsync(page, "法务一组");
        page.WaitForAssertion(() => Assert.Contains("刚被他人修改", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await SaveNameAsync(page, "法务一组");
        page.WaitForElement("[aria-label='改名 法务一组']");
    }

    private static async Task SaveNameAsync(IRenderedComponent<DutyRoleList> page, string name)
    {
        await page.OnAsync("#field-名称", e => e.ChangeAsync(name));
        await page.OnAsync("form", e => e.SubmitAsync());
    }

    private async Task AddRolesAsync()
    {
        await using var db = Database.CreateDbContext();
        if (!await db.Roles.AnyAsync())
        {
            db.Roles.AddRange(new Role { Name = Roles.Agent, NormalizedName = "AGENT" }, new Role { Name = Roles.Admin, NormalizedName = "ADMIN" });
            await db.SaveChangesAsync();
        }
    }

    private async Task<User> AddUserAsync(string userName, string name = "李雷")
    {
        await AddRolesAsync();
        await using var db = Database.CreateDbContext();
        var user = User.Register(userName, new UserProfile(name, "E-" + userName, Team: "客服一班"), [await db.Roles.SingleAsync(r => r.Name == Roles.Agent)], [], boss, Given.Now);
        user.NormalizedUserName = userName.ToUpperInvariant();
        db.Add(user);
        await db.SaveChangesAsync();
        return user;
    }

    private async Task ChangeAsync(int id, Action<User> act)
    {
        await using var db = Database.CreateDbContext();
        act(await db.Users.WithEverything().SingleAsync(u => u.Id == id));
        await db.SaveChangesAsync();
    }
}
