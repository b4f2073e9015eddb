using System.Collections.Concurrent;
using System.Text;
using static Microsoft.Playwright.Assertions;

namespace WorkOrders.Tests;

/// <summary>What the server sends over the line holds no whole number either.</summary>
public sealed class MaskedFramesTests(AppFixture app) : BrowserTest(app)
{
    [Fact]
    public async Task A_number_is_whole_in_no_frame_however_it_was_written()
    {
        var records = await SpelledRecords.AddAsync(App);
        var frames = new ConcurrentQueue<(string Address, string Text)>();
        foreach (var (user, address, text) in new[]
        {
            ("agent1", $"/work-orders/{records.Number}", "QQ138****5678微信"), ("agent1", $"/work-orders/{records.Number}?tab=follow-ups", "QQ138****5678微信"),
            ("agent1", $"/work-orders/{records.Number}?tab=attachments", "QQ138****5678微信"), ("agent1", $"/work-orders?view=all&open={records.Number}", records.Number),
            ("agent1", $"/work-orders/import?id={records.Import.Id}", "QQ138****5678微信"), ("agent1", "/drafts", "138****5678"),
            ("auditor1", $"/defaults/applications/{records.ApplicationId}", "QQ138****5678微信"), ("auditor1", $"/defaults/customers/{records.CustomerId}", "号码测试"),
        })
        {
            var page = await OpenAsync(user, "/notices");
            page.WebSocket += (_, line) => line.FrameReceived += (_, frame) => frames.Enqueue((address, frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? [])));
            await page.GotoAsync(address);
            await page.WaitUntilInteractiveAsync();
            await Expect(page.GetByText(text).First).ToBeVisibleAsync();
        }

        Assert.Contains(frames, frame => frame.Text.Contains("QQ138****5678微信", StringComparison.Ordinal));
        Assert.Empty(frames.SelectMany(frame => NumberSpellings.In(frame.Text).Select(spelling => $"{frame.Address}: {spelling}")));
    }
}
