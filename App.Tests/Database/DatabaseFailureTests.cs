using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using WorkOrders.Database;
using WorkOrders.FollowUps.Form;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests;

public sealed class DatabaseFailureTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_name_that_is_taken_is_a_constraint_violation_and_a_lost_race()
    {
        var taken = await database.SaveAsync(new DutyRole("组" + Given.Next()));
        var refused = await RefusedAsync(db => db.Add(new DutyRole(taken.Name)));
        Assert.Equal((true, true, true), (refused.IsConstraintViolation(), refused.IsUniqueViolation(), refused.IsLostRace()));
    }

    [Fact]
    public async Task A_reference_to_nobody_is_a_constraint_violation_and_no_lost_race()
    {
        WorkOrder order = Given.WorkOrder().HandledBy(await database.SaveAsync(Given.User()));
        await database.SaveAsync(order);
        var refused = await RefusedAsync(async db =>
        {
            var stored = await db.WorkOrders.SingleAsync(o => o.Number == order.Number);
            db.Entry(stored).Property(o => o.HandlerId).CurrentValue = int.MaxValue;
        });
        Assert.Equal((true, false, false), (refused.IsConstraintViolation(), refused.IsUniqueViolation(), refused.IsLostRace()));
    }

    [Fact]
    public async Task What_a_trigger_refuses_is_a_constraint_violation_and_a_lost_race_when_a_later_row_locks_it()
    {
        var li = await database.SaveAsync(Given.User());
        WorkOrder order = Given.WorkOrder().HandledBy(li);
        await database.SaveAsync(order);
        foreach (var sequence in new[] { 0, 1 })
        {
            Done(await database.Factory.AddFollowUpAsync(order.Number, new(null, FreeText.Parse("电话沟通"), null, null), sequence, As.Agent(li), Given.Now));
        }

        var late = await RefusedAsync(async db =>
        {
            var locked = await db.FollowUps.SingleAsync(f => f.WorkOrderId == order.Id && f.Sequence == 1);
            db.Entry(locked).Property(f => f.Content).CurrentValue = FreeText.Parse("改过")!;
        });
        Assert.Equal((true, true), (late.IsConstraintViolation(), late.IsLostRace()));

        var other = await database.SaveAsync(Given.User());
        var wrong = await RefusedAsync(async db =>
        {
            var newest = await db.FollowUps.SingleAsync(f => f.WorkOrderId == order.Id && f.Sequence == 2);
            db.Entry(newest).Property(f => f.AuthorId).CurrentValue = other.Id;
        });
        Assert.Equal((true, false), (wrong.IsConstraintViolation(), wrong.IsLostRace()));
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_none()
    {
        var refused = await RefusedAsync(db => db.Add(new DutyRole(new string('长', 4001))));
        Assert.NotNull(refused.InnerException);
        Assert.False(refused.IsConstraintViolation());
    }

    [Theory]
    [InlineData(515, true)]
    [InlineData(547, true)]
    [InlineData(2601, true)]
    [InlineData(2627, true)]
    [InlineData(51000, true)]
    [InlineData(51001, true)]
    [InlineData(-2, false)]
    [InlineData(1205, false)]
    [InlineData(2628, false)]
    [InlineData(8152, false)]
    public void The_numbers_of_SQL_Server_are_told_apart(int number, bool isViolation) => Assert.Equal(isViolation, SqlServerDb.IsConstraintViolation(number));

    [Theory]
    [InlineData(2601, true)]
    [InlineData(2627, true)]
    [InlineData(51000, true)]
    [InlineData(1205, true)]
    [InlineData(515, false)]
    [InlineData(547, false)]
    [InlineData(51001, false)]
    public void On_SQL_Server_only_what_another_save_can_cause_is_a_lost_race(int number, bool isRace)
    {
        var failure = new DbUpdateException("", NoSqlServer.Error(number));
        Assert.Equal((isRace, isRace ? LogLevel.Warning : LogLevel.Error), (failure.IsLostRace(), DatabaseFailure.LevelOf(failure)));
    }

    [Fact]
    public void A_deadlock_is_known_on_both_databases_also_inside_the_exception_of_the_provider()
    {
        Assert.True(NoSqlServer.Error(1205).IsDeadlock());
        Assert.True(new InvalidOperationException("", new DbUpdateException("", NoSqlServer.Error(1205))).IsDeadlock());
        Assert.True(new DbUpdateException("", new PostgresException("", "ERROR", "ERROR", "40P01")).IsDeadlock());
        Assert.False(new DbUpdateException("", NoSqlServer.Error(2601)).IsDeadlock());
        Assert.False(new PostgresException("", "ERROR", "ERROR", "23505").IsDeadlock());
    }

    private Task<DbUpdateException> RefusedAsync(Action<AppDb> change) => RefusedAsync(db =>
    {
        change(db);
        return Task.CompletedTask;
    });

    private async Task<DbUpdateException> RefusedAsync(Func<AppDb, Task> change)
    {
        await using var db = database.CreateDbContext();
        await change(db);
        return await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }
}
