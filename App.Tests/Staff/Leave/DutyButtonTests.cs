using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Leave;

namespace WorkOrders.Tests;

/// <summary>在岗 or 休假 in the header of every page.</summary>
public sealed class DutyButtonTests(TestDatabase database) : ComponentTest(database)
{
    [Fact]
    public async Task It_shows_the_longest_leave_and_within_a_day_that_somebody_ended_it()
    {
        var li = await Database.SaveAsync(Given.User());
        await ActAsync(li, user => user.TakeLeave(As.Agent(li), Given.Now, Given.Now + User.LongestLeave));
        SignIn(As.Agent(li));
        var button = Render<DutyButton>(p => p.Add(b => b.InHeader, true));
        button.WaitForAssertion(() => Assert.Equal("休假", button.Find("button").TextContent.Trim()));

        await ActAsync(li, user => user.ReturnToDuty(As.Leader(li), Given.Now));
        Clock.Advance(TimeSpan.FromDays(1));
        button.WaitForAssertion(() => Assert.Equal("在岗", button.Find("button").TextContent.Trim()));
    }

    private async Task ActAsync(User person, Func<User, Outcome> act)
    {
        await using var db = Database.CreateDbContext();
        Done(act(await db.Users.SingleAsync(u => u.Id == person.Id)));
        await db.SaveChangesAsync();
    }
}
