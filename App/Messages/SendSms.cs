using Microsoft.EntityFrameworkCore;
using WorkOrders.Events;
using WorkOrders.Jobs;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>The job outbox: sends what is due, and tells the pages of its orders what became of it.</summary>
public sealed class SendSms(IDbContextFactory<AppDb> factory, ISmsGateway gateway, TimeProvider time) : IBackgroundJob
{
    private const int Batch = 50;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var lost = await LoseAsync(stop);
        await using var db = await factory.CreateDbContextAsync(stop);
        var now = time.GetUtcNow();
        var due = await db.SmsMessages.Where(m => m.Status == SmsStatus.Queued && m.DueAt <= now).OrderBy(m => m.DueAt).ThenBy(m => m.Id).Select(m => m.Id).Take(Batch).ToListAsync(stop);
        var sent = 0;
        foreach (var id in due)
        {
            stop.ThrowIfCancellationRequested();
            sent += await SendAsync(id, stop) ? 1 : 0;
        }

        return lost + sent;
    }

    // A save for each: what was sent is written down before the next one goes out, also when the node is stopped meanwhile.
    private async Task<bool> SendAsync(long id, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        if (!await SmsMessage.TryClaimAsync(db, id, time.GetUtcNow(), stop))
        {
            return false;
        }

        var message = await db.SmsMessages.SingleAsync(m => m.Id == id, CancellationToken.None);
        var reply = await gateway.SendAsync(id, message.Phone, message.Text.Unmask(), CancellationToken.None);
        message.Take(reply, time.GetUtcNow());
        await SaveAsync(db, message);
        return true;
    }

    private async Task<int> LoseAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        List<long> lost;
        await using (var db = await factory.CreateDbContextAsync(stop))
        {
            lost = await db.SmsMessages.Where(m => m.Status == SmsStatus.Sending && m.DueAt < now).OrderBy(m => m.Id).Select(m => m.Id).Take(Batch).ToListAsync(stop);
        }

        foreach (var id in lost)
        {
            await using var db = await factory.CreateDbContextAsync(stop);
            var message = await db.SmsMessages.SingleAsync(m => m.Id == id, stop);
            if (message.Status == SmsStatus.Sending)
            {
                message.Lose(now);
                await SaveAsync(db, message);
            }
        }

        return lost.Count;
    }

    private async Task SaveAsync(AppDb db, SmsMessage message)
    {
        var number = await db.WorkOrders.Where(o => o.FollowUps.Any(f => f.Id == message.FollowUpId)).Select(o => o.Number).SingleAsync(CancellationToken.None);
        db.Add(new OutboxEvent(LiveEvent.OrderChanged(number), time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // A sender that came back late, and a node that had given it up: who wrote first is right.
        }
    }
}
