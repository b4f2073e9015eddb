using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.History;

namespace WorkOrders.Tests.History;

public sealed class OperationHistoryTests(TestDatabase database) : ComponentTest(database)
{
    [Theory]
    [InlineData("zh-CN", "结单", "状态", "未处理", "已结单")]
    [InlineData("en-US", "Settle", "Status", "New", "Settled")]
    public async Task A_record_is_read_in_the_language_of_its_reader(string culture, string action, string field, string from, string to)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var order = await Database.SaveAsync(Given.WorkOrder().HandledBy(await Database.SaveAsync(Given.User())).Build());
        await Database.ActAsync(order.Number, (o, _) => o.Settle(SettlementBasis.Explained, null, As.Agent(o.Handler!), Given.Now));
        var text = Show(order.Number);
        foreach (var part in new[] { action, field, from, to })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("zh-CN", "系统")]
    [InlineData("en-US", "System")]
    public async Task What_the_application_did_has_no_name_stored_and_a_word_on_the_screen(string culture, string word)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var key = "GD" + Guid.CreateVersion7(Given.Now).ToString("N")[^10..];
        await Database.SaveAsync(OperationRecord.Of(CurrentUser.Application, Given.Now, OrderSubjects.WorkOrder, key, OrderActions.Created));
        Assert.Equal((null, ""), await Database.ReadAsync(async db => await db.OperationRecords.Where(r => r.SubjectKey == key).Select(r => new ValueTuple<int?, string>(r.ActorId, r.ActorName)).SingleAsync()));
        Assert.Contains(word, Show(key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_newer_version_wrote_is_shown_as_its_code_and_an_id_by_the_name_that_the_page_knows()
    {
        var key = "GD" + Guid.CreateVersion7(Given.Now).ToString("N")[^10..];
        await Database.SaveAsync(OperationRecord.Of(As.Agent(Given.User()), Given.Now, OrderSubjects.WorkOrder, key, new OperationAction("order-teleported", "传送"),
            [FieldChange.Between(OrderFields.ProblemType, null, 7)!]));
        var text = Show(key, (field, value) => field == OrderFields.ProblemType && value == "7" ? "投诉" : null);
        Assert.Contains("order-teleported", text, StringComparison.Ordinal);
        Assert.Contains("投诉", text, StringComparison.Ordinal);
    }

    private string Show(string key, Func<FieldName, string, string?>? nameOf = null)
    {
        var history = Render<OperationHistory>(p => p.Add(h => h.Subject, OrderSubjects.WorkOrder).Add(h => h.Key, key).Add(h => h.NameOf, nameOf));
        return history.WaitForElement("ol.records").TextContent;
    }
}
