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
        var field = Render<TextField>(p => p.Add(f => f.Name, "备注").Add(f => f.Limit, 5).Add(f => f.Hint, "1 条短信").Add(f => f.Value, "123456"));
        Assert.Equal(("1 条短信", true), (field.Find(".hint").TextContent, field.Find(".hint").ClassList.Contains("overdue")));
    }
}
