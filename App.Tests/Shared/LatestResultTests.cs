using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WorkOrders.Database;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Messages;
using WorkOrders.Staff.DutyRoles;
using WorkOrders.Ui;

namespace WorkOrders.Tests;

/// <summary>A list is reloaded while it is still loading: an older answer that arrives last does not replace the newer one.</summary>
public sealed class LatestResultTests(TestDatabase database) : ComponentTest(database)
{
    private readonly LatestResult reading = new();

    [Fact]
    public async Task Of_two_answers_the_one_to_the_last_question_stays_whichever_comes_last()
    {
        var (first, second, shown) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>(), new List<string>());
        var (older, newer) = (ReadAsync(first.Task, shown), ReadAsync(second.Task, shown));
        second.SetResult("newer");
        await newer;
        first.SetResult("older");
        await older;
        Assert.Equal(["newer"], shown);
    }

    [Fact]
    public async Task An_older_question_that_fails_late_leaves_the_newer_answer_alone_and_one_that_succeeds_late_a_newer_failure()
    {
        var (first, second, shown) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>(), new List<string>());
        var (older, newer) = (ReadAsync(first.Task, shown), ReadAsync(second.Task, shown));
        second.SetResult("newer");
        await newer;
        first.SetException(new Unanswered());
        await older;
        Assert.False(reading.HasFailed);

        var (third, fourth) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        (older, newer) = (ReadAsync(third.Task, shown), ReadAsync(fourth.Task, shown));
        fourth.SetException(new Unanswered());
        await newer;
        third.SetResult("older");
        await older;
        Assert.True(reading.HasFailed);
        Assert.Equal(["newer"], shown);
    }

    [Fact]
    public async Task A_background_refresh_is_discarded_after_a_newer_load_or_a_drop()
    {
        var shown = new List<string>();
        foreach (var meanwhile in new Func<Task>[] { () => ReadAsync(Task.FromResult("asked"), shown), () => Task.Run(reading.Drop) })
        {
            var quiet = new TaskCompletionSource<string>();
            var refreshing = RefreshAsync(quiet.Task, shown);
            await meanwhile();
            quiet.SetResult("quiet");
            Assert.True(await refreshing);
        }

        Assert.True(await RefreshAsync(Task.FromResult("at last"), shown));
        Assert.False(await RefreshAsync(Task.FromException<string>(new Unanswered()), shown));
        Assert.False(reading.HasFailed);
        Assert.Equal(["asked", "at last"], shown);
    }

    [Fact]
    public async Task A_duty_role_that_was_added_while_the_list_was_read_stays()
    {
        var first = Hold("DutyRoles", Roles.Admin);
        var page = Render<DutyRoleList>();
        await first.Reached;
        await page.OnAsync("#new-name", e => e.ChangeAsync("法务组"));
        await page.OnAsync("form", e => e.SubmitAsync());
        await StaysAsync(page, first, "[aria-label='改名 法务组']");
    }

    [Fact]
    public async Task A_template_that_was_added_while_the_list_was_read_stays()
    {
        var first = Hold("SmsTemplates", Roles.TeamLeader);
        var page = Render<SmsTemplates>();
        await first.Reached;
        await page.ClickAsync("新建短信模板");
        await page.OnAsync("#template-name", e => e.ChangeAsync("还款提醒"));
        await page.OnAsync("#template-text", e => e.InputAsync("您好"));
        await page.OnAsync("form", e => e.SubmitAsync());
        await StaysAsync(page, first, "[aria-label='修改 还款提醒']");
    }

    [Fact]
    public async Task A_reason_that_was_added_while_the_list_was_read_stays()
    {
        var first = Hold("RenewalReasons", Roles.Admin);
        var page = Render<ReasonSettings>();
        await first.Reached;
        await page.ClickAsync("新增重生原因");
        await page.OnAsync("form input", e => e.ChangeAsync("新的原因"));
        await page.OnAsync("form", e => e.SubmitAsync());
        await StaysAsync(page, first, "[aria-label='修改 新的原因']");
    }

    private static async Task StaysAsync<T>(IRenderedComponent<T> page, HeldRead first, string added)
        where T : IComponent
    {
        page.WaitForElement(added);
        await first.ReleaseAsync();
        await page.InvokeAsync(() => Assert.NotEmpty(page.FindAll(added)));
    }

    private HeldRead Hold(string table, string role)
    {
        var first = new HeldRead(table);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, first));
        Services.AddSingleton<ReasonEditing>();
        SignIn(As.Somebody(role));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return first;
    }

    private Task ReadAsync(Task<string> answer, List<string> shown) => reading.ReadAsync(Database, NullLogger.Instance, _ => answer, shown.Add);

    private Task<bool> RefreshAsync(Task<string> answer, List<string> shown) => reading.RefreshAsync(Database, NullLogger.Instance, _ => answer, text =>
    {
        shown.Add(text);
        return Task.CompletedTask;
    });
}
