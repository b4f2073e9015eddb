using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Account;

/// <summary>Counts failed sign-ins of unknown user names, so that a lockout doesn't reveal which names exist.</summary>
public sealed class UnknownNames(TimeProvider time) : IDisposable
{
    private static readonly User Nobody = new();

    private static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(Nobody, "nobody");

    private readonly MemoryCache failures = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public static void SimulatePasswordCheck(IPasswordHasher<User> hasher, string password) => hasher.VerifyHashedPassword(Nobody, NobodysHash, password);

    /// <summary>Counts a failure; true when the name is locked out.</summary>
    public bool Fail(string name, LockoutOptions lockout)
    {
        var now = time.GetUtcNow();
        var (count, until) = Of(name);
        if (until > now)
        {
            return true;
        }

        count = until is null ? count + 1 : 1;
        until = count >= lockout.MaxFailedAccessAttempts ? now + lockout.DefaultLockoutTimeSpan : null;
        failures.Set(Key(name), (count, until), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });
        return until is not null;
    }

    public DateTimeOffset? LockedUntil(string name) => Of(name).Until;

    public void Dispose() => failures.Dispose();

    private static string Key(string name) => name.ToUpperInvariant();

    private (int Count, DateTimeOffset? Until) Of(string name) => failures.Get<(int, DateTimeOffset?)>(Key(name));
}
