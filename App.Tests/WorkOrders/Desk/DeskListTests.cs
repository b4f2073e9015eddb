using WorkOrders.Database;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Views;

namespace WorkOrders.Tests.Desk;

public sealed class DeskListTests(LoadedDesk desk) : IClassFixture<LoadedDesk>
{
    // Only sorts whose key is never null, because databases order nulls differently.
    private static readonly DeskSort[] Sorts = [DeskSort.CreatedAt, DeskSort.Number, DeskSort.Status, DeskSort.DueAt, DeskSort.Priority, DeskSort.CreatedBy];

    [Fact]
    public async Task Every_filter_means_the_same_in_memory_and_in_the_database()
    {
        foreach (var (filter, me) in Filters(new Random(1), 150))
        {
            var expected = desk.Expected(filter, me);

            var page = await desk.ReadAsync(filter, me);

            Assert.Equal(expected.Count, (await desk.CountedAsync(page, filter, me)).Total);
            AssertSame(filter, expected.Skip((page.Shown.Page - 1) * filter.PageSize).Take(filter.PageSize), page);
        }
    }

    [Fact]
    public async Task The_rows_of_a_broad_filter_come_before_its_whole_count()
    {
        var me = As.Agent(desk.Agents[0]);
        var filter = new WorkOrderFilter { View = DeskView.All, RiskType = desk.All.GroupBy(o => o.RiskType).Where(g => g.Key is not null).MaxBy(g => g.Count())!.Key };
        var expected = desk.Expected(filter, me);
        Assert.InRange(expected.Count, DeskPage.Soon + 1, DeskPage.Cap);

        var page = await desk.ReadAsync(filter, me);
        AssertSame(filter, expected.Take(filter.PageSize), page);
        Assert.Equal(("50+", true, true), (page.Count, page.IsProvisional, page.HasNext));
        Assert.Equal((expected.Count, false), ((await desk.CountedAsync(page, filter, me)).Total, (await desk.CountedAsync(page, filter, me)).IsCapped));

        // A sort that is only offered for few orders, and a page further on, need the count at once.
        Assert.Equal(expected.Count, (await desk.ReadAsync(filter with { Sort = DeskSort.Priority }, me)).Total);
        Assert.Equal(expected.Count, (await desk.ReadAsync(filter.WithPage(11), me)).Total);
    }

    [Fact]
    public async Task Every_page_of_every_view_and_sort_is_the_one_that_OFFSET_gives()
    {
        var me = As.Leader(desk.Agents[3]);
        foreach (var view in Enum.GetValues<DeskView>())
        {
            foreach (var sort in Sorts)
            {
                foreach (var ascending in (bool[])[true, false])
                {
                    var filter = new WorkOrderFilter { View = view, Sort = sort, Ascending = ascending, PageSize = 100 };
                    var expected = desk.Expected(filter, me);
                    for (var page = 1; page <= Math.Max(1, (expected.Count + 99) / 100); page += page < 3 ? 1 : 6)
                    {
                        var read = await desk.ReadAsync(filter.WithPage(page), me);
                        AssertSame(filter.WithPage(page), expected.Skip((page - 1) * 100).Take(100), read);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(DeskSort.CreatedAt)]
    [InlineData(DeskSort.Number)]
    [InlineData(DeskSort.Status)]
    public async Task A_deep_page_of_a_range_of_days_and_two_statuses_is_the_one_that_OFFSET_gives(DeskSort sort)
    {
        var me = As.Agent(desk.Agents[0]);
        var today = BusinessTime.DayOf(desk.Now);
        var filter = new WorkOrderFilter
        {
            View = DeskView.All,
            Sort = sort,
            Statuses = [WorkOrderStatus.Processing, WorkOrderStatus.Settled],
            CreatedFrom = today.AddDays(-900),
            CreatedTo = today.AddDays(-3),
            PageSize = 20,
        };
        foreach (var page in (int[])[1, 26, 40, 77, 100])
        {
            AssertSame(filter, desk.Expected(filter, me).Skip((page - 1) * 20).Take(20), await desk.ReadAsync(filter.WithPage(page), me));
            var turned = filter with { Ascending = true };
            AssertSame(turned, desk.Expected(turned, me).Skip((page - 1) * 20).Take(20), await desk.ReadAsync(turned.WithPage(page), me));
        }
    }

    [Theory]
    [InlineData("?view=all&page=1000000000")]
    [InlineData("?view=created&page=999")]
    [InlineData("?view=all&channel=%E5%8D%8E%E5%8C%97%E4%B8%80%E9%83%A8&page=99999")]
    public async Task A_page_past_the_end_is_the_last_one(string query)
    {
        var page = await desk.ReadAsync(WorkOrderFilter.Parse(query), As.Agent(desk.Agents[0]));

        Assert.Equal(page.LastPage, page.Shown.Page);
        Assert.NotEmpty(page.Rows);
        Assert.Equal(page.Total, page.To);
        Assert.False(page.HasNext);
    }

    [Fact]
    public async Task Nobody_without_the_right_sees_an_order_or_a_count()
    {
        var stranger = As.In(desk.Agents[0], Roles.AccountManager, Roles.RiskAuditor);
        foreach (var view in Enum.GetValues<DeskView>())
        {
            var page = await desk.ReadAsync(new WorkOrderFilter { View = view }, stranger);
            var filtered = await desk.ReadAsync(new WorkOrderFilter { View = view, Source = WorkOrderSource.Phone }, stranger);

            Assert.Empty(page.Rows.Concat(filtered.Rows));
            Assert.Equal(0, page.Total + filtered.Total + (await desk.Counts.OfAsync(stranger))[view]);
        }
    }

    [Fact]
    public async Task Rows_carry_names_and_masked_identifiers()
    {
        var page = await desk.ReadAsync(WorkOrderFilter.Parse("?view=settled"), As.Agent(desk.Agents[0]));

        var row = page.Rows.First(r => r.IdNumber is not null && r.ProblemTopicId is not null);
        Assert.Equal(desk.Agents.Single(a => a.Id == row.HandlerId).DisplayName, row.Handler);
        Assert.NotNull(row.ProblemTopic);
        Assert.Contains("****", $"{row.CustomerPhone}", StringComparison.Ordinal);
        Assert.DoesNotContain(row.IdNumber!.Unmask(), row.ToString(), StringComparison.Ordinal);
    }

    private IEnumerable<(WorkOrderFilter Filter, CurrentUser Me)> Filters(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var filter = new WorkOrderFilter
            {
                View = (DeskView)random.Next(8),
                Sort = Sorts[random.Next(Sorts.Length)],
                Ascending = random.Next(2) == 0,
                PageSize = WorkOrderFilter.PageSizes[random.Next(3)],
                Page = 1 + random.Next(3),
            };
            for (var j = random.Next(1, 4); j > 0; j--)
            {
                filter = Narrowed(filter, random, desk.All[random.Next(desk.All.Count)]);
            }

            yield return (filter, As.Agent(desk.Agents[random.Next(desk.Agents.Count)]));
        }
    }

    private static WorkOrderFilter Narrowed(WorkOrderFilter filter, Random random, WorkOrder like) => random.Next(18) switch
    {
        0 => filter with { Phone = like.CallerNumber ?? like.CustomerPhone },
        1 => filter with { IdNumber = like.IdNumber },
        2 => filter with { Statuses = [(WorkOrderStatus)random.Next(3), (WorkOrderStatus)random.Next(3)] },
        3 => filter with { HandlerId = like.HandlerId },
        4 => filter with { AnsweredById = like.AnsweredById },
        5 => filter with { CreatedFrom = BusinessTime.DayOf(like.CreatedAt) },
        6 => filter with { CreatedTo = BusinessTime.DayOf(like.CreatedAt) },
        7 => filter with { ApplyNo = like.ApplyNo },
        8 => filter with { ContractNo = like.ContractNo },
        9 => filter with { Customer = like.CustomerName![..random.Next(1, like.CustomerName!.Length + 1)] },
        10 => filter with { Channel = like.ChannelName },
        11 => filter with { ProblemTypeId = like.ProblemTypeId, TopicId = like.ProblemTopicId, SubtopicId = like.ProblemSubtopicId },
        12 => filter with { RiskType = like.RiskType },
        13 => filter with { BusinessType = like.BusinessType },
        14 => filter with { SettledFrom = like.SettledAt is { } at ? BusinessTime.DayOf(at) : null },
        15 => filter with { SettledTo = like.SettledAt is { } at ? BusinessTime.DayOf(at) : null },
        16 => filter with { Overdue = true },
        _ => filter with { Source = like.Source },
    };

    private static void AssertSame(WorkOrderFilter filter, IEnumerable<string> expected, DeskPage page) =>
        Assert.True(expected.SequenceEqual(page.Rows.Select(r => r.Number)), $"{filter.ToQuery()}\n{string.Join(' ', expected)}\n{string.Join(' ', page.Rows.Select(r => r.Number))}");
}
