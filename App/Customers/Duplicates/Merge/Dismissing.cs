using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Merge;

/// <summary>不是同一人: two customers are not the same, and are never proposed again.</summary>
public sealed class Dismissing(IDbContextFactory<AppDb> factory, TimeProvider time)
{
    public Task<Outcome> DismissAsync(int one, int other, CurrentUser me) => factory.RetryOnConflictAsync(
        async db => await db.SaveUnlessRefusedAsync(await OnceAsync(db, Math.Min(one, other), Math.Max(one, other), me)), orElse: failed => failed.IsUniqueViolation());

    private async Task<Outcome> OnceAsync(AppDb db, int a, int b, CurrentUser me)
    {
        if (!me.May(Permission.ManageCustomers))
        {
            return Outcome.Forbidden("您没有合并客户的权限");
        }

        if (a == b || await db.Customers.VisibleTo(me).CountAsync(c => c.Id == a || c.Id == b) < 2)
        {
            return Outcome.Missing("没有找到客户，或您无权查看");
        }

        await db.DuplicateProposals.Where(p => p.A == a && p.B == b).ExecuteDeleteAsync();
        if (!await db.Set<NotSamePerson>().AnyAsync(n => n.A == a && n.B == b))
        {
            var now = time.GetUtcNow();
            db.Add(new NotSamePerson(a, b, me.Id, now));
            db.AddRange(RecordOf(a, b, me, now), RecordOf(b, a, me, now));
        }

        return Outcome.Done;
    }

    private static OperationRecord RecordOf(int customer, int other, CurrentUser me, DateTimeOffset now) => OperationRecord.Of(
        me, now, CustomerSubjects.Customer, customer.ToString(CultureInfo.InvariantCulture), MergeActions.NotSame, [FieldChange.Between(MergeFields.Compared, null, other)!]);
}
