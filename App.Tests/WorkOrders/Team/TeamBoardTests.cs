using Microsoft.EntityFrameworkCore;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.Shared.People;
using WorkOrders.Team;

namespace WorkOrders.Tests;

/// <summary>班组: today's figures, and leave set by a team leader.</summary>
public sealed class TeamBoardTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task It_counts_today_and_a_leader_puts_somebody_on_leave()
    {
        var (li, leader) = (await PersonAsync("李雷", Roles.Agent), await PersonAsync("周敏", Roles.TeamLeader));
        WorkOrder[] orders =
        [
            Given.WorkOrder().HandledBy(li).With(f => f with { DueAt = Given.Now.AddHours(-1) }),
            Given.WorkOrder().HandledBy(li).At(Given.Now.AddDays(-3)),
            Given.WorkOrder().HandledBy(leader),
        ];
        var settled = Given.WorkOrder().HandledBy(li).At(Given.Now.AddHours(-2)).Build();
        Done(settled.Settle(null, null, As.Agent(li), Given.Now.AddHours(-1)));
        await Database.SaveAsync(orders[0], orders[1], orders[2], settled);

        var rows = await Database.ReadAsync(db => TeamBoard.ReadAsync(db, Given.Now));
        Assert.Equal(new TeamRow(li.Id, "李雷", "客服一班", DutyStatus.OnDuty, null) { Open = 2, Overdue = 1, New = 2, Settled = 1, AverageHandling = TimeSpan.FromHours(1) }, rows.Single(r => r.Id == li.Id));
        Assert.Equal(1, rows.Single(r => r.Id == leader.Id).Open);

        SignIn(As.Leader(leader));
        var dialogs = Render<MudDialogProvider>();
        var page = Render<TeamPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='休假 李雷']")));
        _ = page.Find("[aria-label='休假 李雷']").ClickAsync();
        dialogs.WaitForAssertion(() => Assert.Contains("还有 2 张未结工单，其中 2 张还没有处理，1 张", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='销假 李雷']")));
        Assert.Equal("周敏", await Database.ReadAsync(db => db.OperationRecords.Where(r => r.Action == StaffActions.TookLeave && r.SubjectKey == li.UserName).Select(r => r.ActorName).SingleAsync()));
    }

    private async Task<User> PersonAsync(string name, string role)
    {
        await using var db = Database.CreateDbContext();
        var user = Given.User(name);
        user.Id = 0;
        var granted = await db.Roles.FirstOrDefaultAsync(r => r.Name == role) ?? new Role { Name = role, NormalizedName = role.ToUpperInvariant() };
        user.GrantedRoles.Add(granted);
        db.Add(user);
        await db.SaveChangesAsync();
        return user;
    }
}
