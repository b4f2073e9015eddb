using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Table;
using WorkOrders.Desk.Views;
using WorkOrders.Import;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.Desk;

public sealed class WorkOrderFilterTests
{
    private static readonly DeskNames Names = new(new Dictionary<int, string> { [7] = "李雷" }, new Dictionary<int, string> { [3] = "逾期协商" }, new OrderLists([], []));

    [Fact]
    public void Everything_in_the_URL_reads_back()
    {
        var filter = new WorkOrderFilter
        {
            View = DeskView.AllProcessing,
            Phone = PhoneNumber.Parse(Given.Phone),
            IdNumber = IdNumber.Parse(Given.Id),
            Statuses = [WorkOrderStatus.Unhandled, WorkOrderStatus.Processing],
            HandlerId = 7,
            AnsweredById = 8,
            CreatedFrom = new(2026, 11, 1),
            CreatedTo = new(2026, 11, 20),
            ApplyNo = "SQ&2026=1",
            ContractNo = "HT 1",
            Customer = "张",
            Channel = "华北一部",
            ProblemTypeId = 3,
            TopicId = 4,
            SubtopicId = 5,
            RiskType = "涉诉",
            BusinessType = "新车贷款",
            SettledFrom = new(2026, 11, 2),
            SettledTo = new(2026, 11, 3),
            Overdue = true,
            Source = WorkOrderSource.Batch,
            Sort = DeskSort.DueAt,
            Ascending = true,
            Page = 12,
            PageSize = 100,
            Open = "GD20261120000001",
        };

        var read = WorkOrderFilter.Parse(filter.ToQuery());

        Assert.Equal(filter.ToQuery(), read.ToQuery());
        Assert.Empty(read.Problems);
        Assert.Equal(filter, read with { Statuses = filter.Statuses, Problems = filter.Problems });
    }

    [Theory]
    [InlineData("?view=my-settled&status=unhandled", false)]
    [InlineData("?view=my-settled&overdue=1", false)]
    [InlineData("?view=my-unhandled&settled-from=2026-11-01", false)]
    [InlineData("?view=all&status=unhandled,processing&settled-to=2026-11-01", false)]
    [InlineData("?view=all&status=settled&overdue=1", false)]
    [InlineData("?view=all&settled-from=2026-11-01&overdue=1", false)]
    [InlineData("?view=my-settled&status=settled,unhandled", true)]
    [InlineData("?view=my-handled&status=processing", true)]
    [InlineData("?view=all&settled-from=2026-11-01", true)]
    [InlineData("?view=created&overdue=1", true)]
    public void Filters_that_exclude_each_other_match_nothing(string query, bool canMatch) => Assert.Equal(canMatch, WorkOrderFilter.Parse(query).CanMatch);

    [Fact]
    public void A_plain_view_is_a_short_link() => Assert.Equal("?view=my-unhandled", WorkOrderFilter.Parse("").ToQuery());

    [Theory]
    [InlineData("?view=nonsense&status=closed&source=fax&sort=password&size=7&open=../../etc")]
    [InlineData("?status=1&source=0&sort=3&view=4")]
    [InlineData("?from=2026-13-45&to=yesterday&settled-from=0001-01-01&settled-to=9999-12-31")]
    [InlineData("?from=2026-11-20&to=2026-11-01")]
    [InlineData("?phone=138****5678&id=110105********002X&handler=-1&answered=99999999999999&type=abc")]
    [InlineData("?page=-1")]
    [InlineData("?page=1000000000&size=1000000000")]
    [InlineData("?page=1e400&sort=-&open=&status=,,,&overdue=maybe")]
    [InlineData("?%00=%00&name=%00&contract=%FF%FE&view&view=all&view=created")]
    public void Nothing_in_the_URL_is_an_error(string query)
    {
        var filter = WorkOrderFilter.Parse(query);

        Assert.InRange(filter.Page, 1, WorkOrderFilter.MaxPage);
        Assert.Contains(filter.PageSize, WorkOrderFilter.PageSizes);
        Assert.Null(filter.Phone);
        Assert.Null(filter.IdNumber);
        Assert.Null(filter.Open);
        Assert.Equal(filter.ToQuery(), WorkOrderFilter.Parse(filter.ToQuery()).ToQuery());
    }

    [Theory]
    [InlineData("?phone=138", "联系方式")]
    [InlineData("?id=110101199001010000", "身份证号")]
    [InlineData("?status=processing,gone", "状态")]
    [InlineData("?source=fax", "来源")]
    [InlineData("?from=2026-02-30", "创建时间起")]
    [InlineData("?from=2026-11-20&to=2026-11-01", "创建时间")]
    [InlineData("?handler=abc", "处理人")]
    public void What_is_left_out_is_told_with_its_field(string query, string field) =>
        Assert.Equal(field, Assert.Single(WorkOrderFilter.Parse(query).Problems).Field);

    [Fact]
    public void Over_long_text_is_left_out_and_told()
    {
        var filter = WorkOrderFilter.Parse("?name=" + new string('长', 101));

        Assert.Null(filter.Customer);
        Assert.Equal(WorkOrderLimits.Name, Assert.Single(Assert.Single(filter.Problems).Arguments));
    }

    [Fact]
    public void A_known_status_beside_an_unknown_one_still_counts() =>
        Assert.Equal([WorkOrderStatus.Processing], WorkOrderFilter.Parse("?status=Processing,gone").Statuses);

    [Fact]
    public void Chips_name_people_and_mask_identifiers()
    {
        var filter = WorkOrderFilter.Parse($"?view=all&phone={Given.Phone}&handler=7&type=3&status=settled&overdue=1");

        var chips = filter.Chips(Names);

        Assert.Equal(["联系方式", "状态", "处理人", "问题类型", "已超期"], chips.Select(c => c.Label));
        Assert.Equal(Given.MaskedPhone, chips[0].Values[0].ToString());
        Assert.Equal(WorkOrderStatus.Settled, chips[1].Values[0]);
        Assert.Equal("李雷", chips[2].Values[0]);
        Assert.Equal("逾期协商", chips[3].Values[0]);
    }

    [Theory]
    [InlineData("contract")]
    [InlineData("apply")]
    public void A_chip_and_a_record_show_a_business_number_as_it_is(string key)
    {
        var filter = WorkOrderFilter.Parse($"?view=all&{key}=HT13812345678");
        Assert.Equal("HT13812345678", Assert.Single(Assert.Single(filter.Chips(Names)).Values).ToString());
        Assert.Equal("HT13812345678", Assert.Single(filter.Applied(OrderExportActions.Filter, Names))!.To);
        Assert.Equal("138****5678", Assert.Single(Assert.Single(WorkOrderFilter.Parse($"?view=all&{key}=13812345678").Chips(Names)).Values).ToString());
    }

    [Fact]
    public void Taking_a_chip_away_leaves_the_rest_and_goes_to_the_first_page()
    {
        var filter = WorkOrderFilter.Parse("?view=all&handler=7&overdue=1&page=5");

        Assert.Equal("?view=all&overdue=1", filter.Without("handler").ToQuery());
        Assert.False(filter.Cleared().HasFilters);
    }

    [Fact]
    public void The_same_column_again_turns_the_direction()
    {
        var filter = WorkOrderFilter.Parse("?view=all&page=3").WithSort(DeskSort.DueAt);

        Assert.True(filter.Ascending);
        Assert.Equal(1, filter.Page);
        Assert.Equal("?view=all&sort=-dueat", filter.WithSort(DeskSort.DueAt).ToQuery());
    }
}
