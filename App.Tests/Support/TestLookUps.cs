using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.LookUps;

namespace WorkOrders.Tests.Support;

/// <summary>Look-ups with a fixed key, so that every test on a database has the same.</summary>
internal static class TestLookUps
{
    public static readonly string HashKey = Convert.ToBase64String([.. Enumerable.Range(1, LookUpKey.Bytes).Select(i => (byte)i)]);

    public static LookUpCounter On(IDbContextFactory<AppDb> factory, TimeProvider time, int perMinute = 60, int perDay = 600)
    {
        var options = Options.Create(new LookUpOptions { PerMinute = perMinute, PerDay = perDay, HashKey = HashKey });
        return new LookUpCounter(factory, new LookUpKey(options, factory, new EphemeralDataProtectionProvider()), new HttpContextAccessor(), options, time);
    }

    public static void AddTestLookUps(this IServiceCollection services)
    {
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.Configure<LookUpOptions>(o => o.HashKey = HashKey);
        services.AddLookUps();
    }
}
