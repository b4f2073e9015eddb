using System.Net;
using Hangfire;
using Hangfire.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Messages;
using WorkOrders.Shared.People;
using WorkOrders.Transfers;

namespace WorkOrders.Tests;

/// <summary>The whole application with its jobs: what becomes due at a moment happens then.</summary>
public sealed class DueOnTimeTests(DueOnTimeTests.Fixture app) : IClassFixture<DueOnTimeTests.Fixture>
{
    // Two seconds on a machine at rest (App.Benchmarks, idle); the tests share theirs with each other.
    private static readonly TimeSpan MostLate = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_request_for_an_order_expires_at_its_time()
    {
        var (number, handler, other) = await ReadAsync(async db =>
        {
            var order = await db.WorkOrders.Where(o => o.Status == WorkOrderStatus.Processing && o.HandlerId != null && o.TransferRequests.Count == 0).OrderBy(o => o.Id).Include(o => o.Handler).FirstAsync();
            return (order.Number, order.HandlerId, await db.Users.Where(u => u.Id != order.HandlerId && u.UserName!.StartsWith("agent") && u.DutyStatus == DutyStatus.OnDuty).OrderBy(u => u.Id).FirstAsync());
        });
        Done(await app.Services.GetRequiredService<Transferring>().RequestAsync(number, null, "我来跟进", As.Agent(other)));
        var request = await Eventually.ReadsAsync(
            () => ReadAsync(db => db.TransferRequests.AsNoTracking().SingleAsync(r => r.WorkOrder.Number == number)), r => r.Status != TransferStatus.Pending, Patience);
        Assert.Equal(TransferStatus.Expired, request.Status);
        Assert.Equal(handler, request.HandlerId);
        Assert.InRange(request.EndedAt!.Value - request.Expires, TimeSpan.Zero, MostLate);
    }

    [Fact]
    public async Task A_leave_ends_at_its_time()
    {
        var now = TestTime.Now.GetUtcNow();
        var until = now.AddSeconds(3);
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var user = await db.Users.SingleAsync(u => u.UserName == "operator2");
            Done(user.TakeLeave(As.In(user, Roles.RiskOperator), now, until));
            await db.SaveChangesAsync();
        }

        await Eventually.HoldsAsync(() => ReadAsync(db => db.Users.AnyAsync(u => u.UserName == "operator2" && u.DutyStatus == DutyStatus.OnDuty)), Patience);
        var at = await ReadAsync(db => db.OperationRecords.Where(r => r.SubjectKey == "operator2" && r.Action == StaffActions.ReturnedToDuty).OrderByDescending(r => r.Id).Select(r => r.At).FirstAsync());
        Assert.InRange(at - until, TimeSpan.Zero, MostLate);
    }

    [Fact]
    public async Task A_text_message_is_sent_after_its_follow_up_is_saved()
    {
        var (number, handler, version) = await ReadAsync(async db =>
        {
            var order = await db.WorkOrders.Where(o => o.Status == WorkOrderStatus.Processing && o.CustomerPhone != null && o.FollowUps.Count == 0).OrderByDescending(o => o.Id).Include(o => o.Handler).FirstAsync();
            return (order.Number, order.Handler!, 0);
        });
        Done(await app.Factory.AddFollowUpAsync(number, new FollowUpFields(null, FreeText.Parse("已联系"), null, null) { Sms = "请于周五还款" }, version, As.Agent(handler), TestTime.Now.GetUtcNow()));
        await Eventually.HoldsAsync(() => ReadAsync(db => db.SmsMessages.AnyAsync(m => m.SubjectKey == number && m.Status == SmsStatus.Sent)), MostLate);
    }

    [Fact]
    public async Task An_order_made_inside_its_reminder_window_is_reminded_at_once()
    {
        var handler = await ReadAsync(db => db.Users.Where(u => u.UserName!.StartsWith("agent") && u.DutyStatus == DutyStatus.OnDuty).OrderBy(u => u.Id).FirstAsync());
        WorkOrder order = Given.WorkOrder().HandledBy(handler).With(f => f with { DueAt = TestTime.Now.GetUtcNow().AddMinutes(20) });
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            db.Attach(handler);
            db.Add(order);
            await db.SaveChangesAsync();
        }

        await Eventually.HoldsAsync(() => ReadAsync(db => db.WorkOrders.AnyAsync(o => o.Number == order.Number && o.RemindedAt != null)), MostLate);
    }

    [Fact]
    public async Task The_dashboard_changes_nothing()
    {
        var admin = await app.ClientOf("admin");
        using var page = await admin.GetAsync(new Uri("/admin/hangfire/recurring", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("daily-statistics", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/recurring/trigger", html, StringComparison.Ordinal);

        using var form = new FormUrlEncodedContent([new("jobs[]", "daily-statistics")]);
        form.Headers.Add(MetaIn(html, "csrf-header"), MetaIn(html, "csrf-token"));
        using var trigger = await admin.PostAsync(new Uri("/admin/hangfire/recurring/trigger", UriKind.Relative), form);
        Assert.False(trigger.IsSuccessStatusCode);
        using var connection = app.Services.GetRequiredService<JobStorage>().GetConnection();
        Assert.Null(connection.GetRecurringJobs().Single(j => j.Id == "daily-statistics").LastJobId);
    }

    private static string MetaIn(string html, string name) => html.Split($"<meta name=\"{name}\" content=\"")[1].Split('"')[0];

    private async Task<T> ReadAsync<T>(Func<AppDb, Task<T>> read)
    {
        await using var db = await app.Factory.CreateDbContextAsync();
        return await read(db);
    }

    public sealed class Fixture : AppFixture
    {
        protected override void Configure(IWebHostBuilder builder)
        {
            builder.UseSetting("Jobs:Enabled", "true");
            builder.UseSetting("Transfers:RequestLifetime", "00:00:03");
        }
    }
}
