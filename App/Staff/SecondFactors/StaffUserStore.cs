using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Database.Sql;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.SecondFactors;

/// <summary>Identity's store, but second factors are stored encrypted or hashed, under own names. Whoever redeems a code second loses the save.</summary>
internal sealed class StaffUserStore(AppDb db, SecondFactorKeys keys, IdentityErrorDescriber describer) : UserStore<User, Role, AppDb, int>(db, describer)
{
    private const string Provider = "[AspNetUserStore]";
    private const string PlainKey = "AuthenticatorKey";
    private const string PlainCodes = "RecoveryCodes";
    private const string ProtectedKey = "ProtectedAuthenticatorKey";
    private const string HashedCodes = "HashedRecoveryCodes";
    private const char Separator = ';';
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public override Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, ProtectedKey, keys.Protect(user.Id, key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken) =>
        await GetTokenAsync(user, Provider, ProtectedKey, cancellationToken) is { } key ? keys.Unprotect(user.Id, key) : null;

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        SaveAsync(user, recoveryCodes.Select(code => keys.HashOf(user.Id, code)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var (hashes, used) = (await HashesAsync(user, cancellationToken), keys.HashOf(user.Id, code));
        if (!hashes.Contains(used))
        {
            return false;
        }

        // Saved with the person, whose concurrency stamp lets one of two requests through.
        await SaveAsync(user, hashes.Where(hash => hash != used), cancellationToken);
        return true;
    }

    public override async Task<int> CountCodesAsync(User user, CancellationToken cancellationToken) => (await HashesAsync(user, cancellationToken)).Length;

    /// <summary>Encrypts and hashes what earlier builds stored as Identity does, in plain text.</summary>
    public static async Task ProtectPlainAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        if (!await Plain(db).AnyAsync())
        {
            return;
        }

        var keys = services.GetRequiredService<SecondFactorKeys>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await NameLock.HoldAsync(db, "second-factors", "protect", Patience);
        foreach (var plain in await Plain(db).ToListAsync())
        {
            var (name, value) = plain.Name == PlainKey
                ? (ProtectedKey, keys.Protect(plain.UserId, plain.Value!))
                : (HashedCodes, string.Join(Separator, Parts(plain.Value).Select(code => keys.HashOf(plain.UserId, code))));
            db.Remove(plain);
            db.Add(new IdentityUserToken<int> { UserId = plain.UserId, LoginProvider = Provider, Name = name, Value = value });
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private static IQueryable<IdentityUserToken<int>> Plain(AppDb db) =>
        db.UserTokens.Where(t => t.LoginProvider == Provider && (t.Name == PlainKey || t.Name == PlainCodes) && t.Value != null);

    private static string[] Parts(string? value) => (value ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    private async Task<string[]> HashesAsync(User user, CancellationToken cancellation) =>
        Parts(await GetTokenAsync(user, Provider, HashedCodes, cancellation));

    private Task SaveAsync(User user, IEnumerable<string> hashes, CancellationToken cancellation) =>
        SetTokenAsync(user, Provider, HashedCodes, string.Join(Separator, hashes), cancellation);
}
