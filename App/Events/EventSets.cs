using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Events.Notices;

namespace WorkOrders.Events;

/// <summary>The sets of live updates. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class EventSets
{
    extension(AppDb db)
    {
        public DbSet<OutboxEvent> OutboxEvents => db.Set<OutboxEvent>();

        public DbSet<Notice> Notices => db.Set<Notice>();
    }
}
