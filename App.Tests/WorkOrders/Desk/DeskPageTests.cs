using Microsoft.AspNetCore.Hosting;

namespace WorkOrders.Tests;

public sealed class DeskPageTests(DeskPageTests.WithCommandLog app) : IClassFixture<DeskPageTests.WithCommandLog>
{
    [Theory]
    [InlineData("/work-orders")]
    [InlineData("/work-orders?view=all&page=3&sort=dueat")]
    [InlineData("/work-orders?view=processing&source=phone")]
    public async Task A_page_of_the_desk_takes_at_most_five_queries(string address)
    {
        var client = await app.ClientOf("agent1");
        await client.GetStringAsync("/work-orders?view=all");
        var before = Commands();
        Assert.Contains("GD20", await client.GetStringAsync(address), StringComparison.Ordinal);
        Assert.InRange(Commands() - before, 1, 5);
    }

    [Fact]
    public async Task Fifty_rows_stand_in_the_first_answer()
    {
        var client = await app.ClientOf("agent1");
        var page = await client.GetStringAsync("/work-orders?view=all");
        Assert.Equal(50, page.Split("<tr data-number=").Length - 1);
    }

    // Background services of the application read beside the page.
    private int Commands() => app.Log.All.Count(line => line.Contains("Executed DbCommand", StringComparison.Ordinal) && line.Contains("RequestPath=/work-orders", StringComparison.Ordinal));

    public sealed class WithCommandLog : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder) =>
            builder.UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command", "Information");
    }
}
