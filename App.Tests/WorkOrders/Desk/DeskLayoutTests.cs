using WorkOrders.Database;
using WorkOrders.Desk.Table;

namespace WorkOrders.Tests;

public sealed class DeskLayoutTests
{
    [Fact]
    public void The_first_choice_is_the_ten_columns_of_the_desk() => Assert.Equal(
        ["工单ID", "接听人", "是否完结", "创建时间", "申请编号", "合同编号", "客户姓名", "渠道名称", "问题类型", "问题主题"],
        DeskLayout.Default.Columns.Select(c => c.Column.Label));

    [Fact]
    public void Columns_order_and_widths_come_back_as_they_were_kept()
    {
        var due = DeskColumns.All.Single(c => c.Key == "due");
        var layout = DeskLayout.Default.Toggle(due).Move(due, -1).WithWidth("name", 200).WithPanelWidth(600);
        Assert.Equal(layout.ToJson(), DeskLayout.Parse(layout.ToJson()).ToJson());
        Assert.Equal("due", layout.Columns[3].Column.Key);
    }

    [Fact]
    public void A_new_column_joins_its_group()
    {
        var layout = DeskLayout.Default.Toggle(DeskColumns.All.Single(c => c.Key == "phone"));
        Assert.Equal(["channel", "phone", "type"], layout.Columns.Skip(7).Take(3).Select(c => c.Column.Key));
    }

    [Fact]
    public void The_last_column_stays()
    {
        var one = new DeskLayout([DeskLayout.Default.Columns[0]], 560);
        Assert.Same(one, one.Toggle(one.Columns[0].Column));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"Columns\":[{\"Key\":\"gone\",\"Width\":80}],\"Panel\":560}")]
    public void What_can_not_be_read_is_the_default(string? json) =>
        Assert.Equal(DeskLayout.Default.Columns, DeskLayout.Parse(json).Columns);

    [Fact]
    public void Impossible_widths_are_set_right()
    {
        var layout = DeskLayout.Parse("{\"Columns\":[{\"Key\":\"name\",\"Width\":-5},{\"Key\":\"due\",\"Width\":99999}],\"Panel\":1}");
        Assert.Equal([DeskColumn.MinWidth, DeskColumn.MaxWidth], layout.Columns.Select(c => c.Width));
        Assert.Equal(DeskLayout.MinPanel, layout.PanelWidth);
    }
}
