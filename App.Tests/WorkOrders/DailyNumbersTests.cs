using WorkOrders.Database.Sql;

namespace WorkOrders.Tests;

public sealed class DailyNumbersTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Sixteen_at_once_get_no_number_twice()
    {
        var numbers = new DailyNumbers(database.Factory);
        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            var mine = new List<string>();
            for (var n = 0; n < 10; n++)
            {
                mine.AddRange(await numbers.TakeAsync(Given.Now, 1 + (i % 3)));
            }

            return mine;
        })));
        var all = taken.SelectMany(n => n).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(1, all.Count).Select(n => $"GD20261120{n:D6}"), all);
    }

    [Fact]
    public async Task The_day_is_that_of_Shanghai()
    {
        var numbers = new DailyNumbers(database.Factory);
        var beforeMidnight = new DateTimeOffset(2026, 11, 24, 15, 59, 59, TimeSpan.Zero);
        Assert.Equal("GD20261124000001", Assert.Single(await numbers.TakeAsync(beforeMidnight)));
        Assert.Equal("GD20261125000001", Assert.Single(await numbers.TakeAsync(beforeMidnight.AddSeconds(1))));
    }
}
