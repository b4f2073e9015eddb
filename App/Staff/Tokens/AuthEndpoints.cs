using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using WorkOrders.AccessRecords;
using WorkOrders.Api;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account;
using WorkOrders.Staff.Sessions;

namespace WorkOrders.Staff.Tokens;

/// <summary>Sign-in endpoints of the API.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("认证");
        auth.MapPost("/login", LoginAsync).AllowAnonymous().Produces<Envelope<TokenAnswer>>().WithSummary("登录，取得访问令牌")
            .WithDescription("密码由他人设定（新建账号或重置密码）而本人还没有修改时答 403：请先在网页上登录并修改密码。动态验证码每个只能用一次。");
        auth.MapPost("/refresh", RefreshAsync).AllowAnonymous().Produces<Envelope<TokenAnswer>>().WithSummary("换取新的令牌；旧的刷新令牌随即失效");
        auth.MapPost("/logout", LogoutAsync).WithSummary("退出，令牌失效");
        auth.MapGet("/profile", ProfileAsync).Produces<Envelope<ApiUser>>().WithSummary("当前用户");
    }

    private static async Task<IResult> LoginAsync(LoginRequest request, HttpContext http, StaffSignIn signIn, UnknownNames unknownNames, LoginAttempts attempts, ApiSessions sessions, AccessWriter access, IOptions<JwtOptions> jwt)
    {
        if (request.Fault() is { } fault)
        {
            return Answer.BadField(fault);
        }

        var name = request.Name!;
        if (!attempts.MayTry(http.Connection.RemoteIpAddress, name))
        {
            await access.TooManySignInsAsync(name);
            http.Response.SetRetryAfter(RequestLimits.Minute);
            return Answer.Refused(StatusCodes.Status429TooManyRequests, "登录太频繁，请稍后再试");
        }

        if (await FindAsync(signIn.UserManager, name) is not { } user)
        {
            signIn.SimulatePasswordCheck(request.Password!);
            var unknown = unknownNames.Fail(name, signIn.Options.Lockout) ? SignInResult.LockedOut : SignInResult.Failed;
            return (await access.SignInAsync(null, name, unknown)).IsLockedOut ? await LockedAsync(signIn, name) : WrongPassword();
        }

        var result = await signIn.CheckPasswordSignInAsync(user, request.Password!, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            await access.SignInAsync(user, name, result);
            return result.IsLockedOut ? await LockedAsync(signIn, user.UserName!)
                : result.IsNotAllowed ? Answer.Refused(StatusCodes.Status401Unauthorized, "账号已停用，请联系管理员")
                : WrongPassword();
        }

        if (user.TwoFactorEnabled && !await IsRightCodeAsync(signIn.UserManager, user, request.TwoFactorCode))
        {
            await access.SecondFactorAsync(user, AccessKind.SecondFactor, SignInResult.Failed);
            return Answer.Refused(StatusCodes.Status401Unauthorized, "{0}：请填写正确且没有用过的动态验证码", "twoFactorCode");
        }

        if (user.MustChangePassword)
        {
            await access.InitialPasswordAsync(user);
            return Answer.Refused(StatusCodes.Status403Forbidden, "请先在网页上登录并修改密码，再用接口登录");
        }

        var tokens = await sessions.StartAsync(user, SignInPlace.Of(http));
        var session = ApiSession.IdOf(tokens.RefreshToken);
        await (user.TwoFactorEnabled
            ? access.SecondFactorAsync(user, AccessKind.SecondFactor, SignInResult.Success, session)
            : access.SignInAsync(user, name, SignInResult.Success, session));
        return TokenAnswer.Of(tokens, jwt.Value);
    }

    private static async Task<IResult> RefreshAsync(RefreshRequest request, HttpContext http, ApiSessions sessions, RequestLimits limits, IOptions<JwtOptions> jwt)
    {
        if (string.IsNullOrEmpty(request.RefreshToken))
        {
            return Answer.BadField(new ApiFault("refresh_token", "{0}：不能为空"));
        }

        if (limits.RefusalOfRefresh(http) is { } tooMany)
        {
            return tooMany;
        }

        if (await sessions.RefreshAsync(request.RefreshToken) is { } tokens)
        {
            return TokenAnswer.Of(tokens, jwt.Value);
        }

        limits.CountFailedRefresh(http);
        return Answer.Refused(StatusCodes.Status401Unauthorized, "刷新令牌无效或已经用过，请重新登录");
    }

    private static async Task<IResult> LogoutAsync(ClaimsPrincipal user, ApiSessions sessions, AccessWriter access)
    {
        await access.SignOutAsync(user);
        await sessions.EndAsync(Guid.ParseExact(user.FindFirstValue(CurrentUser.SessionClaim)!, "N"));
        return Answer.Ok<object?>(null, "已退出");
    }

    private static async Task<IResult> ProfileAsync(CurrentUser me, ApiSessions sessions) =>
        await sessions.UserAsync(me.Id) is { } user ? Answer.Ok(user) : Answer.Missing();

    // User names contain no @. An e-mail address may not be unique; then sign-in fails.
    private static async Task<User?> FindAsync(UserManager<User> users, string name)
    {
        if (!name.Contains('@', StringComparison.Ordinal))
        {
            return await users.FindByNameAsync(name);
        }

        var normal = users.NormalizeEmail(name);
        var found = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(users.Users.Where(u => u.NormalizedEmail == normal).Take(2));
        return found.Count == 1 ? found[0] : null;
    }

    // Wrong codes count as failed sign-ins too, to prevent guessing.
    private static async Task<bool> IsRightCodeAsync(UserManager<User> users, User user, string? code)
    {
        if (code is { Length: <= 12 } && await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            // With two-factor sign-in, a correct password alone doesn't reset the failure count.
            await users.ResetAccessFailedCountAsync(user);
            return true;
        }

        await users.AccessFailedAsync(user);
        return false;
    }

    private static IResult WrongPassword() => Answer.Refused(StatusCodes.Status401Unauthorized, "用户名或密码不正确");

    private static async Task<IResult> LockedAsync(StaffSignIn signIn, string name) =>
        Answer.Refused(StatusCodes.Status401Unauthorized, "失败次数太多，账号已锁定，请 {0} 分钟后再试", await signIn.MinutesLockedAsync(name));

    /// <param name="Username">User name or e-mail address.</param>
    /// <param name="Email">Another name of <paramref name="Username"/>.</param>
    /// <param name="Password">The password.</param>
    /// <param name="TwoFactorCode">Required when the account has two-factor sign-in.</param>
    internal sealed record LoginRequest(string? Username, string? Email, string? Password, string? TwoFactorCode)
    {
        [JsonIgnore]
        public string? Name => Normalise.Text(Username) ?? Normalise.Text(Email);

        public ApiFault? Fault() =>
            Name is not { } name ? new ApiFault("username", "{0}：不能为空")
            : Normalise.Text(Email) is { } email && !email.Equals(name, StringComparison.OrdinalIgnoreCase) ? new ApiFault("email", "{0}：与 {1} 不一致，请只填一个", "username")
            : name.Length > 256 ? new ApiFault(Normalise.Text(Username) is null ? "email" : "username", "{0}：不能超过 {1} 个字", 256)
            : string.IsNullOrEmpty(Password) ? new ApiFault("password", "{0}：不能为空")
            : Password.Length > 256 ? new ApiFault("password", "{0}：不能超过 {1} 个字", 256)
            : null;
    }

    internal sealed record RefreshRequest([property: JsonPropertyName("refresh_token")] string? RefreshToken);

    internal sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("refresh_token")] string RefreshToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("token_type")] string TokenType,
        ApiUser User)
    {
        public static IResult Of(ApiTokens tokens, JwtOptions jwt) =>
            Answer.Ok(new TokenAnswer(tokens.AccessToken, tokens.RefreshToken, (int)jwt.AccessTokenLifetime.TotalSeconds, ApiConfiguration.TokenScheme, tokens.User), "登录成功");
    }
}
