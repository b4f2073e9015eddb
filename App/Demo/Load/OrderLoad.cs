using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Bulk;
using WorkOrders.Database.Sql;
using WorkOrders.Import;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Demo.Load;

/// <summary>
/// <c>--seed-orders N</c>: bulk load of N generated orders of the last three years. Open orders have 操作记录; settled ones don't,
/// because the load would take an hour.
/// </summary>
public sealed class OrderLoad(IDbContextFactory<AppDb> factory, DailyNumbers numbers, DateTimeOffset now, Action<string> report)
{
    private const int Chunk = 20_000;
    private const int WorthBareTables = 100_000;
    private const int ExtraAgents = 54;
    private const int Years = 3;

    private readonly Random random = new(20261120);

    /// <summary>Parses the number on the command line; null without the switch.</summary>
    public static int? Wanted(string[] args)
    {
        var at = Array.IndexOf(args, "--seed-orders");
        return at < 0 ? null
            : at + 1 < args.Length && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var count) && count > 0 ? count
            : throw new InvalidOperationException("--seed-orders requires a number, for example --seed-orders 2000000");
    }

    public async Task RunAsync(int count, CancellationToken cancellation = default)
    {
        await using (var db = await factory.CreateDbContextAsync(cancellation))
        {
            await DemoTaxonomy.AddAsync(db);
            var stories = await StoriesAsync(db, count, cancellation);
            db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
            await db.Database.CreateExecutionStrategy().ExecuteAsync(() => WriteAsync(db, stories, count, cancellation));
        }

        await using var after = await factory.CreateDbContextAsync(cancellation);
        report("Statistics");
        await after.FinishLoadAsync(cancellation);
        report($"{count} orders are in");
    }

    private async Task WriteAsync(AppDb db, LoadStories stories, int count, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var nextId = await db.ReserveOrderIdsAsync(count, cancellation);
        var bare = count >= WorthBareTables ? await BareTables.MakeAsync(db, cancellation) : null;
        var written = 0;
        var writing = Task.CompletedTask;
        foreach (var chunk in Times(count).Chunk(Chunk))
        {
            // Pipeline: generate a chunk while the previous one is being written.
            var orders = await TellAsync(stories, chunk, nextId + written, cancellation);
            await writing;
            writing = WriteAsync(db, orders, cancellation);
            written += orders.Count;
            report($"{written} of {count}");
        }

        await writing;
        if (bare is not null)
        {
            await bare.RestoreAsync(report, cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private async Task<List<WorkOrder>> TellAsync(LoadStories stories, DateTimeOffset[] times, long firstId, CancellationToken cancellation)
    {
        var orders = new List<WorkOrder>(times.Length);
        foreach (var day in times.GroupBy(BusinessTime.DayOf))
        {
            var ofDay = day.ToList();
            foreach (var (number, at) in (await numbers.TakeAsync(ofDay[0], ofDay.Count, cancellation)).Zip(ofDay))
            {
                var order = stories.Tell(number, at);
                OrderBulk.Identify(order, firstId + orders.Count);
                orders.Add(order);
            }
        }

        return orders;
    }

    private static Task WriteAsync(AppDb db, List<WorkOrder> orders, CancellationToken cancellation) =>
        OrderBulk.WriteAsync(db, orders, [.. orders.Where(o => !o.IsSettled).SelectMany(o => o.NewRecords)], cancellation);

    private async Task<LoadStories> StoriesAsync(AppDb db, int count, CancellationToken cancellation)
    {
        var taxonomy = await db.ProblemCategories.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancellation);
        var choices = await db.Choices.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancellation);
        var fields = new LoadFields(random, Math.Clamp(count / 8, 50, 300_000), taxonomy, choices);
        return new LoadStories(random, fields, await AgentsAsync(db, cancellation), now);
    }

    // The existing agents, plus generated ones without a password.
    private async Task<List<User>> AgentsAsync(AppDb db, CancellationToken cancellation)
    {
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Name == Roles.Agent, cancellation)
            ?? db.Roles.Add(new Role { Name = Roles.Agent, NormalizedName = Roles.Agent.ToUpperInvariant() }).Entity;
        if (!await db.Users.AnyAsync(u => u.UserName == SeatName(1), cancellation))
        {
            var seats = Enumerable.Range(1, ExtraAgents).Select(Seat).ToList();
            db.AddRange(seats);
            await db.SaveChangesAsync(cancellation);
            db.AddRange(seats.Select(seat => new IdentityUserRole<int> { UserId = seat.Id, RoleId = role.Id }));
            await db.SaveChangesAsync(cancellation);
        }

        return await db.Users.AsNoTracking()
            .Where(u => db.UserRoles.Any(r => r.UserId == u.Id && r.RoleId == role.Id) && !u.IsDisabled && u.StaffStatus == StaffStatus.Employed)
            .OrderBy(u => u.Id).ToListAsync(cancellation);
    }

    private static string SeatName(int number) => string.Create(CultureInfo.InvariantCulture, $"seat{number:D3}");

    private User Seat(int number)
    {
        var user = new User { UserName = SeatName(number), NormalizedUserName = SeatName(number).ToUpperInvariant(), SecurityStamp = SeatName(number) };
        var profile = new UserProfile(string.Create(CultureInfo.InvariantCulture, $"坐席{number:D3}"), string.Create(CultureInfo.InvariantCulture, $"S{number:D4}"), Team: "外包组");
        user.Change(profile, CurrentUser.Application, now);
        return user;
    }

    /// <summary>Creation times in ascending order: working hours of three years, few on Sundays.</summary>
    private IEnumerable<DateTimeOffset> Times(int count)
    {
        var today = BusinessTime.DayOf(now);
        var days = Enumerable.Range(0, Years * 365).Select(i => today.AddDays(i - (Years * 365))).ToList();
        var weights = days.Select(d => d.DayOfWeek == DayOfWeek.Sunday ? 1 : d.DayOfWeek == DayOfWeek.Saturday ? 4 : 10).ToList();
        var (total, sum, done) = (weights.Sum(), 0, 0);
        for (var i = 0; i < days.Count; i++)
        {
            sum += weights[i];
            var upTo = (int)((long)count * sum / total);
            foreach (var minute in Enumerable.Range(0, upTo - done).Select(_ => random.NextDouble()).Order())
            {
                yield return BusinessTime.StartOf(days[i]).AddHours(8 + (12 * minute));
            }

            done = upTo;
        }
    }
}
