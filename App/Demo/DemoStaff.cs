using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Demo;

/// <summary>Demo users, all with the password shown on the login page.</summary>
public static class DemoStaff
{
    public const string Password = "Demo-Gongdan-2026";

    /// <summary>The team of the account managers and their leader.</summary>
    private const string AccountTeam = "客户经理组";

    private const string CallGroup = "客服组";
    private const string PostLoanGroup = "贷后组";
    private const string LegalGroup = "法务组";

    /// <summary>All demo users in the order of the login page.</summary>
    public static readonly IReadOnlyList<DemoPerson> People =
    [
        new("agent1", "李雷", Roles.Agent, "客服一班", "北京", CallGroup),
        new("agent2", "韩梅梅", Roles.Agent, "客服一班", "北京", CallGroup),
        new("agent3", "王芳", Roles.Agent, "客服一班", "北京", CallGroup, PostLoanGroup),
        new("agent4", "赵强", Roles.Agent, "客服二班", "河北", CallGroup, PostLoanGroup),
        new("agent5", "刘洋", Roles.Agent, "客服二班", "河北", PostLoanGroup),
        new("agent6", "陈静", Roles.Agent, "客服二班", "河北", LegalGroup),
        new("leader1", "周敏", Roles.TeamLeader, "客服一班", "北京", CallGroup, LegalGroup),
        new("leader2", "钱进", Roles.TeamLeader, AccountTeam, "北京"),
        new("operator1", "孙磊", Roles.RiskOperator, "风控组", "北京"),
        new("operator2", "吴倩", Roles.RiskOperator, "风控组", "北京"),
        new("auditor1", "郑浩", Roles.RiskAuditor, "风控组", "北京"),
        new("manager1", "冯涛", Roles.AccountManager, AccountTeam, "北京"),
        new("manager2", "蒋丽", Roles.AccountManager, AccountTeam, "上海"),
        new("province1", "沈伟", Roles.ProvinceManager, "河北", "河北"),
        new("architect1", "韩冰", Roles.SolutionArchitect, "河北", "河北"),
        new("group1", "杨柳", Roles.GroupManager, "集团", "北京"),
        new("compliance1", "朱琳", Roles.Compliance, "合规部", "北京"),
        new("admin", "管理员", Roles.Admin, "信息技术部", "北京"),
    ];

    /// <summary>Creates missing users and duty roles.</summary>
    public static async Task AddAsync(IServiceProvider services, DateTimeOffset now)
    {
        var db = services.GetRequiredService<AppDb>();
        var present = await db.Users.Select(u => u.UserName!).ToHashSetAsync();
        if (People.All(p => present.Contains(p.UserName)))
        {
            return;
        }

        var users = services.GetRequiredService<UserManager<User>>();
        var roles = await db.Roles.ToDictionaryAsync(r => r.Name!);
        var dutyRoles = await AddDutyRolesAsync(db);
        foreach (var (person, index) in People.Select((p, i) => (p, i)).Where(p => !present.Contains(p.p.UserName)))
        {
            var profile = new UserProfile(person.Name, $"E{1000 + index}", Team: person.Team, Province: person.Province, Company: "诚达汽车金融", Department: person.Team);
            var user = User.Register(person.UserName, profile, [roles[person.Role]], person.DutyRoles.Select(name => dutyRoles[name]), CurrentUser.Application, now, mustChangePassword: false);
            Check(await users.CreateAsync(user, Password));
        }
    }

    private static async Task<Dictionary<string, DutyRole>> AddDutyRolesAsync(AppDb db)
    {
        foreach (var name in new[] { CallGroup, PostLoanGroup, LegalGroup })
        {
            if (!await db.DutyRoles.AnyAsync(r => r.Name == name))
            {
                db.DutyRoles.Add(new DutyRole(name));
            }
        }

        await db.SaveChangesAsync();
        return await db.DutyRoles.ToDictionaryAsync(r => r.Name);
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(", ", result.Errors.Select(e => e.Code)));
        }
    }
}

/// <summary>A demo user.</summary>
public sealed record DemoPerson(string UserName, string Name, string Role, string Team, string Province, params string[] DutyRoles);
