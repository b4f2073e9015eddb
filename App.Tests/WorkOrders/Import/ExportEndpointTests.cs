using System.Net;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Views;
using WorkOrders.Export;
using WorkOrders.Sheets;

namespace WorkOrders.Tests.Import;

/// <summary>The export over HTTP, as a browser downloads it.</summary>
public sealed class ExportEndpointTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task The_address_of_a_list_exports_that_list()
    {
        var client = await app.ClientOf("leader1");
        var filter = new WorkOrderFilter { View = DeskView.AllProcessing, Sort = DeskSort.Number, Ascending = true };

        using var answer = await client.GetAsync(new Uri(OrderExport.AddressOf(filter), UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(SheetFile.ContentType, answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(".xlsx", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        var file = await answer.Content.ReadAsByteArrayAsync();
        Assert.Empty(Workbook.Faults(file));
        await using var db = await app.Factory.CreateDbContextAsync();
        var numbers = await db.WorkOrders.Where(o => o.Status == WorkOrderStatus.Processing).OrderBy(o => o.Number).Select(o => o.Number).ToListAsync();
        Assert.Equal(numbers, new Workbook(file).Rows().Skip(1).Select(r => r["工单ID"]));
    }
}
