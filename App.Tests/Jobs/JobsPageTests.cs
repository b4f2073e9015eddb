using WorkOrders.Jobs;

namespace WorkOrders.Tests;

/// <summary>后台任务 as an administrator sees it.</summary>
public sealed class JobsPageTests : ComponentTest
{
    private readonly TestDatabase database;

    public JobsPageTests(TestDatabase database)
        : base(database)
    {
        this.database = database;
        Services.AddJob<ClearJobRuns>("job-history", "清理任务记录", JobPlan.Daily("03:30"));
        Services.AddJobs(new Database.DatabaseConnection(TestCluster.Provider, database.ConnectionString), new JobsOptions { Enabled = false });
        SignIn(As.Somebody(Roles.Admin));
    }

    [Fact]
    public async Task It_shows_pauses_and_resumes_and_reads_itself_anew()
    {
        var page = Render<JobsPage>();
        page.WaitForAssertion(() => Assert.Contains("清理任务记录", page.Markup, StringComparison.Ordinal));
        Assert.Contains("还没有运行过", page.Markup, StringComparison.Ordinal);

        await page.OnAsync("[aria-label='暂停 清理任务记录']", e => e.ClickAsync());
        page.WaitForAssertion(() => Assert.Contains("已暂停", page.Markup, StringComparison.Ordinal));
        await page.OnAsync("[aria-label='恢复 清理任务记录']", e => e.ClickAsync());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='暂停 清理任务记录']")));

        var run = new JobRun("job-history", "node", Given.Now);
        run.Fail(new TimeoutException("slow"), Given.Now.AddSeconds(2));
        await database.SaveAsync(run);
        Clock.Advance(TimeSpan.FromSeconds(3));
        page.WaitForAssertion(() => Assert.Contains("TimeoutException: slow", page.Markup, StringComparison.Ordinal));
    }
}
