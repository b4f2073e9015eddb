using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WorkOrders.Defaults.Applications;

namespace WorkOrders.Tests.Api;

/// <summary>Who loses a race is told so with 409, and the log has no error of it.</summary>
public sealed class ApiConflictTests(ApiConflictTests.Racing app) : IClassFixture<ApiConflictTests.Racing>
{
    private const string Lost = "没有保存：内容刚被他人修改，请看过最新内容后再试一次。";

    [Fact]
    public async Task Of_many_who_add_the_same_one_wins()
    {
        using var client = await app.ApiOf("admin");
        var reason = "同时新增" + Given.Next();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.SendAsync("POST", "default-reasons", new { reason })));
        Assert.Single(replies, r => r.Code == 200);
        Assert.All(replies.Where(r => r.Code != 200), r => Assert.Equal((409, $"原因“{reason}”已经存在"), (r.Code, r.Message)));
        NoErrorIsLogged();
    }

    [Fact]
    public async Task A_race_that_is_lost_each_time_is_409_and_a_failure_is_our_error()
    {
        using var client = await app.ApiOf("auditor1");
        var (id, batch) = (await PendingAsync(), await PendingAsync());
        var lost = await client.SendAsync("POST", $"default-applications/{id}/approve", new { approved = true, remark = Racing.OfVersion });
        Assert.Equal((409, Lost), (lost.Code, lost.Message));
        Assert.Contains(app.Log.All, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(nameof(DbUpdateConcurrencyException), StringComparison.Ordinal));
        var many = await client.SendAsync("POST", "default-applications/batch-approve", new { applications = new[] { new { applicationId = batch, approved = true, remark = Racing.OfVersion } } });
        Assert.Equal((200, Lost), (many.Code, many.Data.GetProperty("details")[0].GetProperty("message").GetString()));
        NoErrorIsLogged();

        var wrong = await client.SendAsync("POST", $"default-applications/{id}/approve", new { approved = true, remark = Racing.OfReference });
        Assert.Equal(500, wrong.Code);
        Assert.Equal(500, (await client.SendAsync("POST", $"default-applications/{id}/approve", new { approved = true, remark = Racing.OfNothing })).Code);
        Assert.Contains(app.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(Racing.OfNothing, StringComparison.Ordinal));
    }

    private async Task<long> PendingAsync()
    {
        using var client = await app.ApiOf("operator1");
        var reply = await client.SendAsync("POST", "default-applications", new { customerName = "竞争客户" + Given.Next(), defaultReasons = new[] { 1 }, severity = "LOW" });
        return reply.Data.GetProperty("applicationId").GetInt64();
    }

    private void NoErrorIsLogged() => Assert.DoesNotContain(
        app.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal) && !line.Contains(Racing.OfNothing, StringComparison.Ordinal) && !line.Contains(Racing.OfReference, StringComparison.Ordinal));

    /// <summary>The save of a decision with one of these remarks fails.</summary>
    public sealed class Racing : AppFixture
    {
        public const string OfVersion = "another was first";
        public const string OfNothing = "the disk is full";
        public const string OfReference = "there is no such reason";

        protected override void Configure(IWebHostBuilder builder) =>
            builder.ConfigureTestServices(services => services.AddSingleton<IInterceptor>(new Failing()));

        private sealed class Failing : SaveChangesInterceptor
        {
            public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
                eventData.Context!.ChangeTracker.Entries<DefaultApplication>().FirstOrDefault(e => e.State == EntityState.Modified)?.Entity.DecisionRemark?.Unmask() switch
                {
                    OfVersion => throw new DbUpdateConcurrencyException("lost in the middle"),
                    OfNothing => throw new DbUpdateException(OfNothing),
                    OfReference => throw new DbUpdateException(OfReference, new PostgresException("", "ERROR", "ERROR", PostgresErrorCodes.ForeignKeyViolation)),
                    _ => ValueTask.FromResult(result),
                };
        }
    }
}
