using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Staff.Tokens;

namespace WorkOrders.Tests.Api;

public sealed class SigningKeyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public void A_database_that_is_away_at_the_first_call_is_asked_again_and_every_node_gets_the_same_key()
    {
        var protection = new EphemeralDataProtectionProvider();
        var key = new SigningKey(Options.Create(new JwtOptions()), new AwayAtFirst(database), protection);
        Assert.Throws<TimeoutException>(() => key.Value);
        Assert.Equal(SigningKey.Bytes, key.Value.Key.Length);
        Assert.Equal(key.Value.Key, new SigningKey(Options.Create(new JwtOptions()), database, protection).Value.Key);
    }
}

/// <summary>A database that is away at the first call.</summary>
internal sealed class AwayAtFirst(IDbContextFactory<AppDb> database) : IDbContextFactory<AppDb>
{
    private bool isBack;

    public AppDb CreateDbContext()
    {
        if (isBack)
        {
            return database.CreateDbContext();
        }

        isBack = true;
        throw new TimeoutException();
    }
}
