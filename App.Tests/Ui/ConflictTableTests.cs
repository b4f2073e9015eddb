using Microsoft.AspNetCore.Components;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Tests.Ui;

/// <summary>The choice between one's own values and those of the user who saved first.</summary>
public sealed class ConflictTableTests(TestDatabase database) : ComponentTest(database)
{
    private static readonly FieldConflict[] Contested = [new("解决方案", "无", "我的方案", "班长的方案"), new("客户电话", null, Given.MaskedPhone, Given.MaskedPhone)];

    private IReadOnlySet<string>? saved;

    [Fact]
    public async Task It_is_saved_only_after_each_field_was_chosen()
    {
        var table = Show();
        Assert.True(table.Button("按所选保存").HasAttribute("disabled"));
        await ChooseAsync(table, "解决方案 对方的");
        Assert.True(table.Button("按所选保存").HasAttribute("disabled"));
        await ChooseAsync(table, "客户电话 我的");
        await table.ClickAsync("按所选保存");
        Assert.Equal(["解决方案"], saved!);
    }

    [Fact]
    public async Task All_of_one_side_are_chosen_at_once_and_may_be_changed_again()
    {
        var table = Show();
        await table.ClickAsync("全部用对方的");
        await ChooseAsync(table, "解决方案 我的");
        await table.ClickAsync("按所选保存");
        Assert.Equal(["客户电话"], saved!);
        await table.ClickAsync("全部用我的");
        await table.ClickAsync("按所选保存");
        Assert.Empty(saved!);
    }

    [Fact]
    public void An_empty_value_and_values_that_differ_only_behind_the_mask_are_told()
    {
        var rows = Show().FindAll("tbody tr");
        Assert.Equal(3, rows.Count);
        Assert.Contains("（空）", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("遮住的部分不同。", rows[2].TextContent);
    }

    private static Task ChooseAsync(IRenderedComponent<ConflictTable> table, string name) =>
        table.OnAsync($"input[aria-label='{name}']", e => e.ChangeAsync("on"));

    private IRenderedComponent<ConflictTable> Show()
    {
        SignIn(As.Somebody(Roles.Agent));
        return Render<ConflictTable>(p => p.Add(t => t.Title, "周敏保存了这张工单").Add(t => t.Contested, Contested)
            .Add(t => t.OnSave, EventCallback.Factory.Create<IReadOnlySet<string>>(this, fields => saved = fields)));
    }
}
