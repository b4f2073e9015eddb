using WorkOrders.Database;
using WorkOrders.Desk.Views;
using WorkOrders.LoanCore;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Tests;

public sealed class EnumTextTests
{
    [Fact]
    public void Every_stored_value_of_a_list_has_a_name()
    {
        using var db = new PostgreSqlDesignTimeFactory().CreateDbContext([]);
        var types = db.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Select(p => Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType)
            .Where(t => t.IsEnum).Append(typeof(DeskView)).Distinct();
        foreach (var value in types.SelectMany(t => Enum.GetValues(t).Cast<Enum>()))
        {
            Assert.NotEmpty(value.Text());
        }
    }

    [Fact]
    public void The_eight_views_stand_in_the_order_and_wording_of_the_desk() => Assert.Equal(
        ["我发的全部工单", "我的未处理工单", "我的已处理工单", "我的结单工单", "全部工单", "全部未处理", "全部处理中", "全部结单工单"],
        EnumText.Of<DeskView>().Select(v => v.Text));

    [Fact]
    public void A_list_names_all_of_its_values_or_none() =>
        Assert.All(EnumText.Members, value => Assert.NotEmpty(value.Text()));
}
