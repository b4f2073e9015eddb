using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Tokens;

namespace WorkOrders.Tests.Api;

/// <summary>What is issued and until when it is valid, on a clock of the test. Refusals over HTTP are in <see cref="TokenRefusalTests"/>.</summary>
public sealed class AccessTokensTests
{
    private static readonly JwtOptions Settings = new()
    {
        SigningKey = Convert.ToBase64String([.. Enumerable.Range(1, SigningKey.Bytes).Select(i => (byte)i)]),
        AccessTokenLifetime = TimeSpan.FromMinutes(1),
    };

    private static readonly Guid Session = Guid.CreateVersion7(Given.Now);

    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly AccessTokens tokens;

    public AccessTokensTests() => tokens = At(clock);

    [Fact]
    public async Task What_was_issued_is_read_as_the_person_it_was_issued_to()
    {
        var result = await CheckAsync(tokens.Sign(Person("客服一班"), Session));
        Assert.True(result.IsValid);
        var me = CurrentUser.From(new ClaimsPrincipal(result.ClaimsIdentity))!;
        Assert.Equal((7, "李雷", "客服一班"), (me.Id, me.Name, me.Team));
        Assert.Equal([Roles.Admin, Roles.Agent], me.Roles.Order(StringComparer.Ordinal));
        Assert.Equal("li", result.ClaimsIdentity.Name);
        Assert.Equal(Session.ToString("N"), result.ClaimsIdentity.FindFirst(CurrentUser.SessionClaim)!.Value);
        Assert.Equal("风险部", result.ClaimsIdentity.FindFirst("department")!.Value);
        Assert.Null(result.ClaimsIdentity.FindFirst("company"));
    }

    [Fact]
    public async Task Who_has_no_team_has_none_by_token_either() =>
        Assert.Null(CurrentUser.From(new ClaimsPrincipal((await CheckAsync(tokens.Sign(Person(null), Session))).ClaimsIdentity))!.Team);

    [Theory]
    [InlineData(-0.001, false)]
    [InlineData(0, true)]
    [InlineData(59.999, true)]
    [InlineData(60, false)]
    [InlineData(3600, false)]
    public async Task It_is_valid_from_its_second_to_its_last_by_the_clock_of_the_application(double seconds, bool isValid)
    {
        var token = tokens.Sign(Person(null), Session);
        var later = At(new FakeTimeProvider(Given.Now.AddSeconds(seconds)));
        Assert.Equal(isValid, (await later.Handler.ValidateTokenAsync(token, later.Parameters)).IsValid);
    }

    private static AccessTokens At(TimeProvider time) => new(new SigningKey(Options.Create(Settings), null!, null!), Options.Create(Settings), time);

    private static ApiUser Person(string? team)
    {
        var user = new User { Id = 7, UserName = "li", SecurityStamp = "stamp" };
        user.Change(new UserProfile("李雷", Team: team, Department: "风险部"), As.Somebody(Roles.Admin), Given.Now);
        user.GrantedRoles.Add(new Role { Name = Roles.Agent });
        user.GrantedRoles.Add(new Role { Name = Roles.Admin });
        return ApiUser.Of(user);
    }

    private Task<TokenValidationResult> CheckAsync(string token) => tokens.Handler.ValidateTokenAsync(token, tokens.Parameters);
}
