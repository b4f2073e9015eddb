using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkOrders.Demo;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests;

/// <summary>Each refused sign-in computes one password hash, nearly all the time that it takes: the time says nothing of the name.</summary>
public sealed class SignInWorkTests(SignInWorkTests.Counting app) : IClassFixture<SignInWorkTests.Counting>
{
    [Theory]
    [InlineData("page")]
    [InlineData("API")]
    public async Task A_known_a_locked_a_disabled_and_an_unknown_name_cost_the_same(string where)
    {
        await using (var db = await app.Factory.CreateDbContextAsync())
        {
            var until = TestTime.Now.GetUtcNow().AddMinutes(10);
            await db.Users.Where(u => u.UserName == "agent2").ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, until));
            await db.Users.Where(u => u.UserName == "agent3").ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDisabled, true));
        }

        var unknown = "phantom-" + where.ToLowerInvariant();
        for (var i = 0; i < 5; i++)
        {
            await AttemptAsync(where, unknown, "Wrong!2026");
        }

        foreach (var (name, password) in new[]
        {
            ("agent1", "Wrong!2026"), ("agent2", "Wrong!2026"), ("agent2", DemoStaff.Password), ("agent3", "Wrong!2026"), ("agent3", DemoStaff.Password),
            ("stranger", "Wrong!2026"), (unknown, "Wrong!2026"),
        })
        {
            var before = app.Hasher.Count;
            await AttemptAsync(where, name, password);
            Assert.True(app.Hasher.Count == before + 1, $"{where} {name}: {app.Hasher.Count - before}");
        }
    }

    private async Task AttemptAsync(string where, string name, string password)
    {
        using var client = app.Anonymous();
        if (where == "API")
        {
            Assert.Equal(401, (await client.SendAsync("POST", "auth/login", new { username = name, password })).Code);
        }
        else
        {
            await client.RefusalAsync(name, password);
        }
    }

    public sealed class Counting : AppFixture
    {
        internal CountingHasher Hasher => (CountingHasher)Services.GetRequiredService<IPasswordHasher<User>>();

        protected override void Configure(IWebHostBuilder builder) => builder.ConfigureTestServices(services => services.AddSingleton<IPasswordHasher<User>, CountingHasher>());
    }

    internal sealed class CountingHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<User>(options)
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public override string HashPassword(User user, string password)
        {
            Interlocked.Increment(ref count);
            return base.HashPassword(user, password);
        }

        public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref count);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
