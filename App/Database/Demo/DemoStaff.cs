using Microsoft.AspNetCore.Identity;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Database.Demo;

/// <summary>The people of the demo, all with the password on the login page.</summary>
public static class DemoStaff
{
    public const string Password = "Demo!2026";

    private static readonly CurrentUser System = new(0, "系统", new HashSet<string>(StringComparer.Ordinal), null);

    private static readonly (string UserName, string Name, string[] Roles, string? Team)[] People =
    [
        ("agent1", "李雷", [Roles.Agent], "客服一班"),
        ("agent2", "韩梅梅", [Roles.Agent], "客服一班"),
        ("agent3", "王芳", [Roles.Agent], "客服一班"),
        ("agent4", "赵强", [Roles.Agent], "客服二班"),
        ("agent5", "刘洋", [Roles.Agent], "客服二班"),
        ("agent6", "陈静", [Roles.Agent], "客服二班"),
        ("leader1", "周敏", [Roles.TeamLeader], "客服一班"),
        ("operator1", "孙磊", [Roles.RiskOperator], "风控组"),
        ("operator2", "吴倩", [Roles.RiskOperator], "风控组"),
        ("auditor1", "郑浩", [Roles.RiskAuditor], "风控组"),
        ("manager1", "冯涛", [Roles.AccountManager], "华北客户组"),
        ("manager2", "蒋丽", [Roles.AccountManager], "华东客户组"),
        ("province1", "沈伟", [Roles.ProvinceManager], "河北"),
        ("architect1", "韩冰", [Roles.SolutionArchitect], "河北"),
        ("group1", "杨柳", [Roles.GroupManager], "集团"),
        ("compliance1", "朱琳", [Roles.Compliance], "合规部"),
        ("admin", "管理员", [Roles.Admin], "信息技术部"),
    ];

    /// <summary>Makes the people who are missing.</summary>
    public static async Task AddAsync(IServiceProvider services, DateTimeOffset now)
    {
        var users = services.GetRequiredService<UserManager<User>>();
        foreach (var (userName, name, roles, team) in People)
        {
            if (await users.FindByNameAsync(userName) is not null)
            {
                continue;
            }

            var user = new User { UserName = userName };
            user.Change(new UserProfile(name, EmployeeNumber: $"E{1000 + Array.FindIndex(People, p => p.UserName == userName)}", Team: team, Company: "诚达汽车金融", Department: team), System, now);
            Check(await users.CreateAsync(user, Password));
            Check(await users.AddToRolesAsync(user, roles));
        }
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(", ", result.Errors.Select(e => e.Code)));
        }
    }
}
