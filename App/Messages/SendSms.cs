using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events;
using WorkOrders.Jobs;

namespace WorkOrders.Messages;

/// <summary>Background job: sends due messages and notifies the open pages of each record about the result.</summary>
public sealed class SendSms(IDbContextFactory<AppDb> factory, ISmsGateway gateway, TimeProvider time) : IDueJob
{
    private const int Batch = 50;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var lost = await ExpireClaimsAsync(stop);
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

    public async Task<DateTimeOffset?> DueAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        var open = db.SmsMessages.Where(m => m.Status == SmsStatus.Queued || m.Status == SmsStatus.Sending);
        return await open.Where(m => m.DueAt > after && m.DueAt <= until).MinAsync(m => (DateTimeOffset?)m.DueAt, stop);
    }

    // Save each result before the next message is sent, even when the node is stopping.
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

    private async Task<int> ExpireClaimsAsync(CancellationToken stop)
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
        db.Add(new OutboxEvent(LiveEvent.Of(message.Subject, message.SubjectKey), time.GetUtcNow()));

        // Race between a slow sender and a node that has marked the message as lost: the first save wins.
        await db.TrySaveAsync(CancellationToken.None);
    }
}
