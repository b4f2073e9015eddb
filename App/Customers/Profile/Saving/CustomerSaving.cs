using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Drafts;
using WorkOrders.LookUps;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Saving;

/// <summary>
/// Creates and changes customers for form and API: checks the fields, the rights and the unique values, and saves with the history in one transaction. Typed numbers
/// count as look-ups, because the answer tells whether somebody has them.
/// </summary>
public sealed class CustomerSaving(IDbContextFactory<AppDb> factory, LookUpCounter lookUps, TimeProvider time)
{
    /// <summary>Maximum number of customers with the same name that are offered.</summary>
    public const int MostCandidates = 20;

    private static readonly HashSet<string> Nothing = [];

    /// <summary>新建客户. The draft ends with the save.</summary>
    public Task<SavedCustomer> CreateAsync(CustomerInput input, SameName sameName, CurrentUser me, long? draft = null) =>
        me.May(Permission.EditCustomers)
            ? CheckedAsync(LookUpPlace.NewCustomer, input, me, (values, now) => SaveNewAsync(Owned(values, me), sameName, me, draft, now))
            : Task.FromResult(new SavedCustomer(Outcome.Forbidden("您没有新建客户的权限")));

    /// <summary>修改客户. What somebody else saved since this <paramref name="version"/> is merged, or comes back as a conflict. The draft ends with the save.</summary>
    public Task<SavedCustomer> ChangeAsync(int id, CustomerInput input, int version, CurrentUser me, long? draft = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return CheckedAsync(LookUpPlace.EditCustomer, input, me, (values, now) => factory.RetryOnConflictAsync(
            db => ChangeAsync(db, id, (input.Original, version), values, me, draft, now)));
    }

    /// <summary>Saves after a conflict, with the other user's value of the fields named in <paramref name="takeTheirs"/>. The numbers were counted before.</summary>
    public Task<SavedCustomer> MergeAsync(int id, CustomerConflict conflict, IReadOnlySet<string> takeTheirs, CurrentUser me, long? draft = null)
    {
        ArgumentNullException.ThrowIfNull(conflict);
        var (now, merged) = (time.GetUtcNow(), conflict.Merge(takeTheirs));
        return CustomerInput.Of(merged).Check(now) is { IsGood: false } wrong
            ? Task.FromResult(SavedCustomer.Wrong(wrong.Errors))
            : factory.RetryOnConflictAsync(db => ChangeAsync(db, id, (conflict.Theirs, conflict.Version), merged, me, draft, now));
    }

    private async Task<SavedCustomer> CheckedAsync(
        LookUpPlace place, CustomerInput input, CurrentUser me, Func<CustomerValues, DateTimeOffset, Task<SavedCustomer>> save)
    {
        var now = time.GetUtcNow();
        var check = input.Check(now);
        if (!check.IsGood)
        {
            return SavedCustomer.Wrong(check.Errors);
        }

        var lookUp = await lookUps.TakeSavedAsync(place, me, input.TypedNumbers(now));
        if (lookUp.Outcome.IsRefused)
        {
            return new SavedCustomer(lookUp.Outcome) { Until = lookUp.Until };
        }

        var saved = await save(check.Values, now);
        await lookUps.NoteAsync(lookUp, saved.IsNumberTaken);
        return saved with { Warnings = check.Warnings };
    }

    // An account manager owns the customers that they create.
    private static CustomerValues Owned(CustomerValues values, CurrentUser me) =>
        values.OwnerId is null && me.Is(Roles.AccountManager) ? values with { OwnerId = me.Id } : values;

    private static async Task<SavedCustomer> SaveNewAsync(AppDb db, CustomerValues values, SameName sameName, CurrentUser me, long? draft, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();

        // Of two people who create the same name at the same moment, the second one sees the first one's customer.
        await NameLock.HoldAsync(db, "customer", ComparisonForm.OfName(values.Name));
        if (await RefusalAsync(db, values, null, me) is { } refused)
        {
            return refused;
        }

        if (await SameNameAsync(db, values, sameName, me) is { } asked)
        {
            return asked;
        }

        var outcome = Customer.Create(values, me, out var customer);
        if (outcome.IsRefused)
        {
            return new SavedCustomer(outcome);
        }

        db.Add(customer!);
        await db.EndDraftAsync(draft, me, now);
        if (await SaveAsync(db, values, null, me) is { } lost)
        {
            return lost;
        }

        customer!.RecordCreation(me, now);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new SavedCustomer(Outcome.Done) { Customer = customer };
    }

    private static async Task<SavedCustomer> ChangeAsync(
        AppDb db, int id, (CustomerValues Before, int Version) shown, CustomerValues mine, CurrentUser me, long? draft, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.Customers.VisibleTo(me).FirstOrDefaultAsync(c => c.Id == id) is not { } customer)
        {
            return new SavedCustomer(Outcome.Missing("没有找到记录，或您无权查看"));
        }

        var conflict = new CustomerConflict(shown.Before, mine, customer.Values, customer.Version);
        var isOutdated = customer.Version != shown.Version;
        if (isOutdated && customer.CanEdit(me))
        {
            if (conflict.Contested.Any())
            {
                return new SavedCustomer(Outcome.Refused("没有保存：内容刚被他人修改，请看过最新内容后再试一次。")) { Conflict = conflict };
            }

            mine = conflict.Merge(Nothing);
            if (CustomerInput.Of(mine).Check(now) is { IsGood: false } wrong)
            {
                return SavedCustomer.Wrong(wrong.Errors);
            }
        }

        db.Entry(customer).Property(c => c.Version).OriginalValue = isOutdated ? conflict.Version : shown.Version;
        var refused = customer.CanEdit(me) ? await RefusalAsync(db, mine, customer, me) : null;
        var outcome = refused?.Outcome ?? customer.Change(mine, me, now);
        if (outcome.IsRefused)
        {
            return refused ?? new SavedCustomer(outcome);
        }

        await db.EndDraftAsync(draft, me, now);
        if (await SaveAsync(db, mine, id, me) is { } lost)
        {
            return lost;
        }

        await transaction.CommitAsync();
        return new SavedCustomer(Outcome.Done) { Customer = customer, Merged = [.. isOutdated ? conflict.OnlyTheirs.Select(f => f.Field.Name) : []] };
    }

    private static async Task<SavedCustomer?> RefusalAsync(AppDb db, CustomerValues values, Customer? customer, CurrentUser me) =>
        await OwnerRefusalAsync(db, values.OwnerId, customer, me) is { } owner
            ? new SavedCustomer(owner) { Errors = owner.WrongField is { } wrong ? [wrong] : [] }
            : SavedCustomer.Taken(await db.TakenAsync(values, customer?.Id), me);

    private static async Task<Outcome?> OwnerRefusalAsync(AppDb db, int? owner, Customer? customer, CurrentUser me)
    {
        if (owner == customer?.OwnerId || owner is not { } id)
        {
            return null;
        }

        var isOwn = customer is null && id == me.Id && me.Is(Roles.AccountManager);
        return !isOwn && !me.May(Permission.ManageCustomers) ? Outcome.Forbidden("只有班长和管理员可以更换客户负责人")
            : isOwn || await db.ActiveAccountManagers().AnyAsync(u => u.Id == id) ? null
            : Outcome.Invalid(new FieldError(CustomerFields.Owner.Text, "{0}不存在、已停用或不是客户经理"));
    }

    private static async Task<SavedCustomer?> SameNameAsync(AppDb db, CustomerValues values, SameName sameName, CurrentUser me)
    {
        var isToldApart = sameName == SameName.AskedWithoutNumber && (values.Phone is not null || values.IdNumber is not null);
        if (values.Type != CustomerType.Individual || sameName == SameName.Another || isToldApart)
        {
            return null;
        }

        var same = await db.Customers.AsNoTracking().SameNameAs(values.Name).OrderBy(c => c.Id).Take(MostCandidates).ToListAsync();
        return same.Count == 0 ? null : new SavedCustomer(Outcome.Refused("已经有客户叫 {0}，请核对是不是同一个人", values.Name))
        {
            Candidates = [.. same.Where(c => c.IsVisibleTo(me))],
            AsksForAnother = true,
        };
    }

    // Null when saved. The unique indexes decide when two people save the same value at the same moment.
    private static async Task<SavedCustomer?> SaveAsync(AppDb db, CustomerValues values, int? except, CurrentUser me)
    {
        try
        {
            await db.SaveChangesAsync();
            return null;
        }
        catch (DbUpdateException exception) when (exception is not DbUpdateConcurrencyException && exception.IsConstraintViolation())
        {
            await db.Database.RollbackTransactionAsync();
            if (SavedCustomer.Taken(await db.TakenAsync(values, except), me) is { } taken)
            {
                return taken;
            }

            throw;
        }
    }

    private async Task<SavedCustomer> SaveNewAsync(CustomerValues values, SameName sameName, CurrentUser me, long? draft, DateTimeOffset now)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await SaveNewAsync(db, values, sameName, me, draft, now);
    }
}
