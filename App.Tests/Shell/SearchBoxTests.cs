using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.Shell.Search;

namespace WorkOrders.Tests;

public sealed class SearchBoxTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task A_database_that_is_away_is_told_and_one_character_asks_for_another()
    {
        var away = new FailingRead("WorkOrders");
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, away));
        SignIn(As.Somebody(Roles.Agent));
        var box = Render<SearchBox>();
        await box.OnAsync("input", e => e.InputAsync("王芳"));
        box.WaitForAssertion(() => Assert.Contains("没有读出来", box.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        away.Works = true;
        await box.OnAsync("input", e => e.InputAsync("王"));
        box.WaitForAssertion(() => Assert.Equal("请再输入一个字。", box.Find("[role=status]").TextContent));
    }
}
