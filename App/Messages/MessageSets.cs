using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Messages;

/// <summary>The sets of messages. In an expression tree use <c>db.Set&lt;T&gt;()</c>: extension properties are not allowed there.</summary>
public static class MessageSets
{
    extension(AppDb db)
    {
        public DbSet<SmsTemplate> SmsTemplates => db.Set<SmsTemplate>();

        public DbSet<SmsMessage> SmsMessages => db.Set<SmsMessage>();
    }
}
