using WorkOrders.Page.Editing;

namespace WorkOrders.Tests.Page;

public sealed class EditConflictTests
{
    private static readonly WorkOrderFields Before = new() { CustomerName = "张伟", Solution = "无", ProblemTypeId = 1, ProblemTopicId = 11, CustomerPhone = PhoneNumber.Parse(Given.Phone) };

    [Fact]
    public void Fields_that_only_one_changed_go_together()
    {
        var conflict = new EditConflict(Before, Before with { Solution = "我的" }, Before with { CustomerName = "张三" });
        Assert.Empty(conflict.Contested);
        Assert.Equal(Before with { Solution = "我的", CustomerName = "张三" }, conflict.Merge(new HashSet<string>()));
    }

    [Fact]
    public void A_field_that_both_changed_is_chosen()
    {
        var conflict = new EditConflict(Before, Before with { Solution = "我的", ApplyNo = "SQ1" }, Before with { Solution = "他的" });
        Assert.Equal("解决方案", Assert.Single(conflict.Contested).Name);
        Assert.Equal("我的", conflict.Merge(new HashSet<string>()).Solution);
        Assert.Equal(("他的", "SQ1"), (conflict.Merge(new HashSet<string> { "解决方案" }).Solution, conflict.Merge(new HashSet<string> { "解决方案" }).ApplyNo));
    }

    [Fact]
    public void The_same_change_by_both_needs_no_choice() =>
        Assert.Empty(new EditConflict(Before, Before with { Solution = "同样" }, Before with { Solution = "同样" }).Contested);

    [Fact]
    public void The_taxonomy_is_one_field()
    {
        var conflict = new EditConflict(Before, Before with { ProblemTopicId = 12 }, Before with { ProblemTypeId = 2, ProblemTopicId = 21 });
        Assert.Equal("问题分类", Assert.Single(conflict.Contested).Name);
        var merged = conflict.Merge(new HashSet<string> { "问题分类" });
        Assert.Equal((2, 21), (merged.ProblemTypeId, merged.ProblemTopicId));
    }

    [Fact]
    public void Telephones_with_the_same_mask_are_still_different()
    {
        var conflict = new EditConflict(Before, Before with { CustomerPhone = PhoneNumber.Parse("13811115678") }, Before with { CustomerPhone = PhoneNumber.Parse("13822225678") });
        Assert.Single(conflict.Contested);
    }
}
