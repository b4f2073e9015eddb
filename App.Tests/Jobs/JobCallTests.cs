using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkOrders.Database;
using WorkOrders.FollowUps;
using WorkOrders.FollowUps.Form;
using WorkOrders.Import;
using WorkOrders.Jobs;
using WorkOrders.Jobs.Running;
using WorkOrders.Messages;
using WorkOrders.Shared.People;
using WorkOrders.Staff;
using WorkOrders.Transfers;

namespace WorkOrders.Tests;

/// <summary>Which saves call which jobs, and when: after the commit, and not at all without one.</summary>
public sealed class JobCallTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly JobCalls calls = new();

    [Fact]
    public async Task A_request_calls_its_expiry_and_an_ended_one_nothing()
    {
        var (li, han) = (await database.SaveAsync(Given.User()), await database.SaveAsync(Given.User("韩梅梅")));
        var order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).Build());
        await ActAsync(order, o => o.RequestTransfer(han, "我来跟进", As.Agent(han), Given.Now, new TransferRules()), han);
        Assert.Equal(new JobCall("transfer-expiry", Given.Now.AddMinutes(30)), await CallAsync());

        await ActAsync(order, o => o.CancelTransfer(As.Agent(han), Given.Now));
        Assert.Null(await CallAsync());
    }

    [Fact]
    public async Task A_leave_calls_its_end_and_a_return_calls_dispatch()
    {
        var li = await database.SaveAsync(Given.User());
        await SaveAsync(async db => (await db.Users.SingleAsync(u => u.Id == li.Id)).TakeLeave(As.Agent(li), Given.Now, Given.Now.AddHours(2)));
        Assert.Equal(new JobCall("leave-end", Given.Now.AddHours(2)), await CallAsync());
        await SaveAsync(async db => (await db.Users.SingleAsync(u => u.Id == li.Id)).ReturnToDuty(As.Agent(li), Given.Now.AddHours(1)));
        Assert.Equal(new JobCall("dispatch", Given.Now.AddHours(1)), await CallAsync());
    }

    [Fact]
    public async Task A_due_time_calls_its_reminder_and_a_text_message_its_sending()
    {
        var li = await database.SaveAsync(Given.User());
        var order = Given.WorkOrder().HandledBy(li).With(f => f with { DueAt = Given.Now.AddHours(3), CustomerPhone = PhoneNumber.Parse(Given.Phone) }).Build();
        await SaveAsync(db =>
        {
            db.Attach(li);
            db.Add(order);
            return Task.FromResult(Outcome.Done);
        });
        Assert.Equal(new JobCall("due-reminder", At: null), await CallAsync());

        Done(await Interceptors().AddFollowUpAsync(order.Number, new FollowUpFields(null, FreeText.Parse("一"), null, null) { Sms = "您好" }, 0, As.Agent(li), Given.Now));
        Assert.Contains(await calls.TakeAsync(default), call => call == new JobCall("outbox", Given.Now));
    }

    [Fact]
    public async Task A_started_import_calls_the_import_once()
    {
        var li = await database.SaveAsync(Given.User());
        var import = new OrderImport("a.xlsx", As.Agent(li), Given.Now);
        import.Count(new(3, 0, 0, 0), new string('0', 64), null);
        await database.SaveAsync(import);
        await SaveAsync(async db => (await db.OrderImports.SingleAsync(i => i.Id == import.Id)).Start(new(ImportHandler.Me, false), null, As.Agent(li), Given.Now));
        Assert.Equal(new JobCall("order-import", Given.Now), await CallAsync());
        await SaveAsync(async db =>
        {
            (await db.OrderImports.SingleAsync(i => i.Id == import.Id)).Advance(1, 1, 0, 0);
            return Outcome.Done;
        });
        Assert.Null(await CallAsync());
    }

    [Fact]
    public async Task Only_a_commit_calls()
    {
        var li = await database.SaveAsync(Given.User());
        await using (var db = Interceptors().CreateDbContext())
        {
            await using (await db.Database.BeginTransactionAsync())
            {
                await LeaveAsync(db, 1);
            }

            await using var transaction = await db.Database.BeginTransactionAsync();
            await LeaveAsync(db, 2);
            Assert.Null(await CallAsync());
            await transaction.CommitAsync();
        }

        Assert.Equal(new JobCall("leave-end", Given.Now.AddHours(2)), await CallAsync());

        async Task LeaveAsync(AppDb db, int hours)
        {
            db.ChangeTracker.Clear();
            Done((await db.Users.SingleAsync(u => u.Id == li.Id)).TakeLeave(As.Agent(li), Given.Now, Given.Now.AddHours(hours)));
            await db.SaveChangesAsync();
        }
    }

    /// <summary>The only call since the last one; null when there is none.</summary>
    private async Task<JobCall?> CallAsync()
    {
        var last = new JobCall("last", DateTimeOffset.MinValue);
        calls.Add(last);
        return (await calls.TakeAsync(default)).SingleOrDefault(c => c != last);
    }

    private Task ActAsync(WorkOrder order, Func<WorkOrder, Outcome> act, User? attached = null) => SaveAsync(async db =>
    {
        if (attached is not null)
        {
            db.Attach(attached);
        }

        return act(await db.WorkOrders.ForAction().SingleAsync(o => o.Id == order.Id));
    });

    private async Task SaveAsync(Func<AppDb, Task<Outcome>> act)
    {
        await using var db = Interceptors().CreateDbContext();
        Done(await act(db));
        await db.SaveChangesAsync();
    }

    private InterceptedFactory Interceptors()
    {
        var services = new ServiceCollection();
        services.AddStaff();
        services.AddWorkOrders();
        services.AddMessages();
        return new InterceptedFactory(database, new CallJobsAfterCommit(services.BuildServiceProvider().GetServices<JobTrigger>(), calls));
    }
}
