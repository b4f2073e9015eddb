using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.DueTimes;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.WorkOrderTests;

public sealed class DueRulesTests : ComponentTest
{
    public DueRulesTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<OrderListsCache>();
        Services.AddSingleton<DueTableCache>();
        SignIn(As.Somebody(Roles.TeamLeader));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task Hours_and_calendar_are_kept_and_on_record_and_wrong_ones_refused()
    {
        await using (var db = Database.CreateDbContext())
        {
            await FirstDueRules.AddAsync(db);
        }

        await Database.SaveAsync(new ProblemCategory("投诉", null, 0));
        var page = Render<DueRules>();
        await page.OnAsync("[aria-label='通用规则，紧急优先级的工作小时']", e => e.ChangeAsync(new() { Value = "5" }));
        await page.OnAsync("[aria-label='投诉，紧急优先级的工作小时']", e => e.ChangeAsync(new() { Value = "快" }));
        await page.OnAsync("form", e => e.SubmitAsync());
        Assert.Empty(await ActionsAsync(nameof(DueRule)));
        await page.OnAsync("[aria-label='通用规则，紧急优先级的工作小时']", e => e.ChangeAsync(new() { Value = "4" }));
        Assert.Equal("请填写工作小时，例如 8 或 1.5", page.Find("[role=alert]").TextContent);
        Assert.Equal("投诉，紧急优先级的工作小时", page.Find("[aria-invalid=true]").GetAttribute("aria-label"));

        await page.OnAsync("[aria-label='投诉，紧急优先级的工作小时']", e => e.ChangeAsync(new() { Value = "1.5" }));
        await page.OnAsync("[aria-label='通用规则，低优先级的工作小时']", e => e.ChangeAsync(new() { Value = "40" }));
        await page.OnAsync("form", e => e.SubmitAsync());
        Assert.Empty(page.FindAll("[role=alert]"));
        var table = await Database.ReadAsync(db => DueTable.ReadAsync(db));
        var type = await Database.ReadAsync(db => db.ProblemCategories.Select(c => c.Id).SingleAsync());
        Assert.Equal((1.5m, 4m, 40m), (table.HoursFor(type, Priority.Urgent), table.HoursFor(null, Priority.Urgent), table.HoursFor(type, Priority.Low)));

        await page.OnAsync("[aria-label='投诉，紧急优先级的工作小时']", e => e.ChangeAsync(new() { Value = "" }));
        await page.OnAsync("form", e => e.SubmitAsync());
        Assert.Equal(4, await Database.ReadAsync(db => db.DueRules.CountAsync()));
        Assert.Equal(new[] { DueActions.RuleAdded, DueActions.RuleChanged, DueActions.RuleDeleted }.ToHashSet(), (await ActionsAsync(nameof(DueRule))).ToHashSet());
        Assert.Equal(3, (await ActionsAsync(nameof(DueRule))).Count);

        await page.FindAll(".week input")[6].ChangeAsync(new() { Value = false });
        await page.OnAsync("#opens", e => e.ChangeAsync(new() { Value = "09:00" }));
        await page.OnAsync("#closes", e => e.ChangeAsync(new() { Value = "08:00" }));
        await page.FindAll("form")[1].SubmitAsync();
        Assert.Equal("下班时间应晚于上班时间", page.Find("[role=alert]").TextContent);
        await page.OnAsync("#closes", e => e.ChangeAsync(new() { Value = "18:00" }));
        await page.OnAsync("[aria-label='投诉，高优先级的工作小时']", e => e.ChangeAsync(new() { Value = "6" }));
        await page.FindAll("form")[1].SubmitAsync();
        Assert.Equal("6", page.Find("[aria-label='投诉，高优先级的工作小时']").GetAttribute("value"));
        await page.OnAsync("input[type=date]", e => e.ChangeAsync(new() { Value = "2026-11-23" }));
        await page.FindAll(".toolbar button")[0].ClickAsync();
        var calendar = (await Database.ReadAsync(db => DueTable.ReadAsync(db))).Calendar;
        Assert.Equal((false, true, false, new TimeOnly(9, 0)), (calendar.WorksOn(DayOfWeek.Sunday), calendar.WorksOn(DayOfWeek.Monday), calendar.IsWorkingDay(new DateOnly(2026, 11, 23)), calendar.Opens));
        Assert.Contains("2026-11-23", page.Find(".exceptions").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await ActionsAsync(nameof(WorkingCalendar))).Count);
    }

    private Task<List<OperationAction>> ActionsAsync(string key) => Database.ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == key).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
}
