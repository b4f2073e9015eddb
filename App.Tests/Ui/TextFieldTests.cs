using WorkOrders.Ui.Fields;

namespace WorkOrders.Tests.Ui;

public sealed class TextFieldTests(TestDatabase database) : ComponentTest(database)
{
    [Theory]
    [InlineData(null, "0 / 5", false)]
    [InlineData("12345", "5 / 5", false)]
    [InlineData("123456", "6 / 5", true)]
    public void A_field_with_a_limit_counts_and_is_red_beyond_it(string? text, string count, bool isRed)
    {
        var field = Render<TextField>(p => p.Add(f => f.Name, "备注").Add(f => f.Lines, 3).Add(f => f.Limit, 5).Add(f => f.Value, text));
        Assert.Equal((count, isRed), (field.Find(".hint").TextContent, field.Find(".hint").ClassList.Contains("overdue")));
        Assert.Equal(field.Find(".hint").Id, field.Find("textarea").GetAttribute("aria-describedby"));
    }

    [Fact]
    public void A_field_may_say_in_its_own_words_how_long_its_text_is()
    {
        var field = Render<TextField>(p => p.Add(f => f.Name, "备注").Add(f => f.Limit, 5).Add(f => f.CountFormat, "{2} 条短信").Add(f => f.CountParts, "4,3").Add(f => f.Value, "123456"));
        Assert.Equal(("2 条短信", true), (field.Find(".hint").TextContent, field.Find(".hint").ClassList.Contains("overdue")));
    }

    [Fact]
    public void The_browser_counts_by_itself_and_tells_a_cut_text_where_it_is_read_out()
    {
        var field = Render<TextField>(p => p.Add(f => f.Name, "备注").Add(f => f.Lines, 3).Add(f => f.Limit, 5));
        var hint = field.Find(".hint[data-limit]");
        Assert.Equal(("5", "{0} / {1}"), (hint.GetAttribute("data-limit"), hint.GetAttribute("data-text")));
        Assert.Equal("粘贴的文字超过 {0} 字，已截去 {1} 字", field.Find("[role=status]").GetAttribute("data-cut"));
    }
}
