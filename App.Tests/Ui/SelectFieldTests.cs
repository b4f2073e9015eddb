using WorkOrders.Ui.Fields;

namespace WorkOrders.Tests.Ui;

public sealed class SelectFieldTests(TestDatabase database) : ComponentTest(database)
{
    [Theory]
    [InlineData("高", "High")]
    [InlineData("最高", null)]
    public async Task A_choice_comes_back_by_its_text(string text, string? value)
    {
        var chosen = new List<string?>();
        var field = Render<SelectField>(p => p.Add(f => f.Name, "优先级").Add(f => f.Options, [("High", "高"), ("Low", "低")]).Add(f => f.ValueChanged, (string? one) => chosen.Add(one)));
        await field.OnAsync("input", e => e.InputAsync(text));
        Assert.Equal(value, chosen.SingleOrDefault());
    }
}
