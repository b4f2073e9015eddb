using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using WorkOrders.Api;
using WorkOrders.Shared;

namespace WorkOrders.AccessRecords;

/// <summary>Keeps floods out of the record, on each node: whoever is not signed in, or has no right, decides how often they try.</summary>
public sealed class AccessLimits(IOptions<AccessRecordOptions> options) : IDisposable
{
    /// <summary>Parts of a file that one person reads within this time after they read it are on record with it.</summary>
    internal static readonly TimeSpan OneReading = TimeSpan.FromMinutes(10);

    private const int MostReadings = 10_000;

    private readonly PartitionedRateLimiter<string> byAddress = PerMinute(options.Value.FailuresPerAddressAndMinute);
    private readonly PartitionedRateLimiter<string> together = PerMinute(options.Value.FailuresPerMinute);
    private readonly PartitionedRateLimiter<string> byPerson = PerMinute(options.Value.DeniedPerPersonAndMinute);
    private readonly PartitionedRateLimiter<string> onceAMinute = PerMinute(1);
    private readonly MemoryCache readings = new(new MemoryCacheOptions { SizeLimit = MostReadings });

    /// <summary>A failed sign-in from this address.</summary>
    internal bool MayAddFailure(string address) => MayAdd(byAddress, address) && MayAdd(together, "");

    /// <summary>A sign-in that was refused before the password: once a minute for an address and a name.</summary>
    internal bool MayAddRefusal(string address, string typedName) =>
        MayAdd(onceAMinute, $"{address} {Normalise.Start(typedName.ToUpperInvariant(), AccessRecord.NameLength)}") && MayAddFailure(address);

    /// <summary>True once a minute for this person and path: a page may ask again while it is drawn.</summary>
    internal bool IsNewlyDenied(int userId, string path) => MayAdd(onceAMinute, string.Create(CultureInfo.InvariantCulture, $"{userId} {path}"));

    /// <summary>A page or endpoint that this person has no right to.</summary>
    internal bool MayAddDenied(int userId) => MayAdd(byPerson, userId.ToString(CultureInfo.InvariantCulture));

    /// <summary>True once a minute, to say in the log that something is left out.</summary>
    internal bool MaySayLeftOut() => MayAdd(onceAMinute, "");

    /// <summary>True when this person's reading of the file is on record since a few minutes.</summary>
    internal bool IsBeingRead(int userId, string file, DateTimeOffset now) => readings.TryGetValue((userId, file), out DateTimeOffset since) && now - since < OneReading;

    internal void NoteReading(int userId, string file, DateTimeOffset now) =>
        readings.Set((userId, file), now, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = OneReading });

    public void Dispose()
    {
        byAddress.Dispose();
        together.Dispose();
        byPerson.Dispose();
        onceAMinute.Dispose();
        readings.Dispose();
    }

    private static bool MayAdd(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> PerMinute(int most) => PartitionedRateLimiter.Create<string, string>(key => RequestLimits.PerMinute(key, most));
}
