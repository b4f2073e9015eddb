using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Messages;
using WorkOrders.Shared;

namespace WorkOrders.Demo;

/// <summary>SMS templates of the demo.</summary>
public static class DemoSmsTemplates
{
    private static readonly CurrentUser Leader = CurrentUser.Application with { Roles = new HashSet<string>(StringComparer.Ordinal) { Roles.TeamLeader } };

    private static readonly (string Name, string Text)[] Templates =
    [
        ("受理通知", "{客户姓名}您好，您的问题已受理，工单号{工单号}，我们将在{到期时间}前与您联系。"),
        ("未接通", "{客户姓名}您好，我们刚才致电未能接通，请在方便时回电。工单号{工单号}。"),
        ("办结通知", "{客户姓名}您好，工单{工单号}已办结，感谢您的理解。"),
    ];

    /// <summary>Creates the templates when there are none, including deleted ones.</summary>
    public static async Task AddAsync(AppDb db, DateTimeOffset now)
    {
        if (await db.SmsTemplates.AnyAsync())
        {
            return;
        }

        foreach (var (name, text) in Templates)
        {
            SmsTemplate.Create(name, text, isEnabled: true, Leader, now, out var template);
            if (template is not null)
            {
                db.Add(template);
            }
        }

        await db.SaveChangesAsync();
    }
}
