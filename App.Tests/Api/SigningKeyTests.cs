using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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

    [Fact]
    public void A_secret_that_can_not_be_saved_is_told_with_its_reason()
    {
        var full = new InterceptedFactory(database, new FailingSave());
        var failure = Assert.Throws<DbUpdateException>(() => StoredSecret.Get(full, new EphemeralDataProtectionProvider(), "never saved", SigningKey.Bytes));
        Assert.Equal("The disk is full.", failure.Message);
    }

    [Fact]
    public void Of_two_nodes_that_make_a_secret_at_once_the_second_uses_that_of_the_first()
    {
        var protection = new EphemeralDataProtectionProvider();
        byte[]? first = null;
        var late = new InterceptedFactory(database, new BeforeSave(() => first = StoredSecret.Get(database, protection, "made twice", SigningKey.Bytes)));
        Assert.Equal(StoredSecret.Get(late, protection, "made twice", SigningKey.Bytes), first);
    }

    private sealed class BeforeSave(Action act) : SaveChangesInterceptor
    {
        public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
        {
            act();
            return result;
        }
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
