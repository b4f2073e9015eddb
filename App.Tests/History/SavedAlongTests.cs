using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Shared.People;
using WorkOrders.Transfers;

namespace WorkOrders.Tests.History;

/// <summary>History, messages and live events are written in the same save as the change they describe.</summary>
public sealed class SavedAlongTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_save_writes_record_message_and_event_once_in_whichever_order_they_are_written(bool reversed)
    {
        var (li, han, order) = await OrderAsync();
        await using var db = Open(reversed);
        await RequestAsync(db, order, han);
        await db.SaveChangesAsync();
        await CheckAsync(li, order);

        // The next save writes nothing again.
        await db.SaveChangesAsync();
        await CheckAsync(li, order);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_save_that_failed_and_is_tried_again_writes_them_once(bool reversed)
    {
        var (li, han, order) = await OrderAsync();
        await using var db = Open(reversed, new FailsOnce());
        await RequestAsync(db, order, han);
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        await db.SaveChangesAsync();
        await CheckAsync(li, order);
    }

    [Fact]
    public async Task Also_a_save_that_does_not_wait_writes_them()
    {
        var (li, han, order) = await OrderAsync();
        await using var db = Open(reversed: false);
        await RequestAsync(db, order, han);
#pragma warning disable CA1849, VSTHRD103, MA0042 // Identity and EF's tools save synchronously.
        db.SaveChanges();
#pragma warning restore CA1849, VSTHRD103, MA0042
        await CheckAsync(li, order);
    }

    private async Task<(User Li, User Han, WorkOrder Order)> OrderAsync()
    {
        var (li, han) = (await database.SaveAsync(Given.User("李雷")), await database.SaveAsync(Given.User("韩梅梅")));
        var order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        await database.ReadAsync(db => db.OutboxEvents.Where(e => e.Key == order.Number).ExecuteDeleteAsync());
        return (li, han, order);
    }

    private static async Task RequestAsync(AppDb db, WorkOrder order, User han)
    {
        var mine = await db.WorkOrders.ForAction().SingleAsync(o => o.Id == order.Id);
        var target = await db.Users.SingleAsync(u => u.Id == han.Id);
        Assert.Null(mine.RequestTransfer(target, "老客户", As.Agent(han), Given.Now, new TransferRules()).Reason);
    }

    private async Task CheckAsync(User li, WorkOrder order)
    {
        await using var db = database.CreateDbContext();
        Assert.Equal([OrderActions.Created, TransferActions.Requested], await db.OperationRecords.Where(r => r.SubjectKey == order.Number).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
        Assert.Equal(TransferNotices.Requested, Assert.Single(await db.Notices.Where(n => n.UserId == li.Id).ToListAsync()).Kind);
        Assert.Equal(OrderSubjects.WorkOrder.Code, Assert.Single(await db.OutboxEvents.Where(e => e.Key == order.Number).ToListAsync()).Topic);
        Assert.Single(await db.OutboxEvents.Where(e => e.UserId == li.Id).ToListAsync());
    }

    private AppDb Open(bool reversed, params IInterceptor[] more)
    {
        var interceptors = (reversed ? SavedAlong.Interceptors.Reverse() : SavedAlong.Interceptors).Concat(more);
        if (TestCluster.Provider == DatabaseProvider.SqlServer)
        {
            var sqlServer = new DbContextOptionsBuilder<SqlServerDb>();
            SqlServerDb.Configure(sqlServer, database.ConnectionString);
            return new SqlServerDb(sqlServer.AddInterceptors(interceptors).Options);
        }

        var postgres = new DbContextOptionsBuilder<PostgreSqlDb>();
        PostgreSqlDb.Configure(postgres, database.ConnectionString);
        return new PostgreSqlDb(postgres.AddInterceptors(interceptors).Options);
    }

    private sealed class FailsOnce : SaveChangesInterceptor
    {
        private bool failed;

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (failed)
            {
                return ValueTask.FromResult(result);
            }

            failed = true;
            throw new DbUpdateException("The disk is full.");
        }
    }
}
