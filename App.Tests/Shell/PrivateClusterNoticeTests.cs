using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database.Embedded;
using WorkOrders.Shell.Layout;

namespace WorkOrders.Tests;

/// <summary>The warning that the private cluster serves outside Development.</summary>
public sealed class PrivateClusterNoticeTests(TestDatabase database) : ComponentTest(database)
{
    [Theory]
    [InlineData(Roles.Admin, true, true)]
    [InlineData(Roles.TeamLeader, true, false)]
    [InlineData(Roles.Admin, false, false)]
    public void Only_administrators_are_told_and_only_where_it_is_so(string role, bool isSo, bool told)
    {
        if (isSo)
        {
            Services.AddSingleton<PrivateClusterWarning>();
        }

        var notice = Render<PrivateClusterNotice>(parameters => parameters.Add(n => n.Me, As.Somebody(role)));
        Assert.Equal(told, notice.Markup.Contains("ConnectionStrings:Default", StringComparison.Ordinal));
    }
}
