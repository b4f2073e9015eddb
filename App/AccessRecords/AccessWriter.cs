using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.AccessRecords;

/// <summary>
/// Puts sign-ins, denied pages, downloads and exports on record, with its own connection. A file or an export is on record before its first byte is sent: when that
/// fails, the exception keeps it back. For everything else a failure of the database is logged and changes no answer.
/// </summary>
public sealed partial class AccessWriter(
    IHttpContextAccessor http, IDbContextFactory<AppDb> factory, LookUpKey key, AccessLimits limits, TimeProvider time, ILogger<AccessWriter> logger)
{
    /// <summary>The page 没有权限; what led to it is on record, the page itself is not.</summary>
    public const string DeniedPage = "/account/denied";

    /// <summary>A sign-in with user name and password; returns its result.</summary>
    /// <param name="user">Null when nobody has the name.</param>
    /// <param name="typedName">The name that was typed.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="session">The session that begins.</param>
    public async Task<SignInResult> SignInAsync(User? user, string? typedName, SignInResult result, Guid? session = null)
    {
        await TryAsync(AccessKind.SignIn, OutcomeOf(result), _ => Task.FromResult(PersonOf(user, typedName)), Origin(session));
        return result;
    }

    /// <summary>The second step of a sign-in, with a code of the app or a recovery code; returns its result.</summary>
    public async Task<SignInResult> SecondFactorAsync(User user, AccessKind kind, SignInResult result, Guid? session = null)
    {
        await TryAsync(kind, OutcomeOf(result), _ => Task.FromResult(AccessPerson.Of(user)), Origin(session));
        return result;
    }

    /// <summary>A sign-in that was refused before the password, because there were too many: one row a minute for an address and a name.</summary>
    public async Task TooManySignInsAsync(string? typedName)
    {
        var (typed, origin) = (AccessPerson.Readable(typedName), Origin());
        if (limits.MayAddRefusal(origin.Address, typed))
        {
            await TryAsync(AccessKind.SignIn, AccessOutcome.Refused, db => PersonOfAsync(db, typed), origin, isCounted: true);
        }
    }

    /// <summary>A right password that opens nothing yet, because somebody else has set it.</summary>
    public Task InitialPasswordAsync(User user) => TryAsync(AccessKind.SignIn, AccessOutcome.Refused, _ => Task.FromResult(AccessPerson.Of(user)), Origin());

    /// <summary>A sign-out; nothing when nobody was signed in.</summary>
    public async Task SignOutAsync(ClaimsPrincipal user)
    {
        if (CurrentUser.From(user) is { } me)
        {
            await TryAsync(AccessKind.SignOut, AccessOutcome.Succeeded, _ => Task.FromResult(AccessPerson.Of(me)), Origin());
        }
    }

    /// <summary>A refresh token that had been used before.</summary>
    public Task TokenReuseAsync(int userId, Guid session) => TryAsync(
        AccessKind.TokenReuse,
        AccessOutcome.Refused,
        async db => AccessPerson.Of(await db.Users.AsNoTracking().SingleAsync(u => u.Id == userId)),
        Origin(session));

    /// <summary>A page or endpoint that the person has no right to; <paramref name="path"/> without its query. The same one adds a row once a minute.</summary>
    public async Task DeniedAsync(CurrentUser me, string path)
    {
        ArgumentNullException.ThrowIfNull(me);
        if (path.Equals(DeniedPage, StringComparison.OrdinalIgnoreCase) || !limits.IsNewlyDenied(me.Id, path))
        {
            return;
        }

        if (limits.MayAddDenied(me.Id))
        {
            await TryAsync(AccessKind.Denied, AccessOutcome.Refused, _ => Task.FromResult(AccessPerson.Of(me)), Origin() with { Path = path });
        }
        else
        {
            SayLeftOut(AccessKind.Denied);
        }
    }

    /// <summary>
    /// A file that is about to be sent; throws when it can't be put on record. Not for HEAD. A player asks for a recording in parts: those are on record with
    /// the first.
    /// </summary>
    public async Task DownloadAsync(HttpContext context, CurrentUser me, string key, FreeText name)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(me);
        var now = time.GetUtcNow();
        if (context.IsHead() || (context.Request.Headers.Range.Count > 0 && limits.IsBeingRead(me.Id, key, now)))
        {
            return;
        }

        var file = FieldChange.Between(AccessFields.File, null, name);
        await AddAsync(new AccessRecord(AccessKind.Download, AccessOutcome.Succeeded, AccessPerson.Of(me), Origin(), now) { Details = file is null ? [] : [file] });
        limits.NoteReading(me.Id, key, now);
    }

    /// <summary>
    /// Runs an export with two rows on record: one before it, without which it doesn't begin, and one with the number of rows that were written, also when it was
    /// broken off.
    /// </summary>
    /// <param name="what">The list.</param>
    /// <param name="me">Who exports it.</param>
    /// <param name="filter">Filter and columns, as the record shows them.</param>
    /// <param name="rows">The rows written so far.</param>
    /// <param name="write">Writes the file.</param>
    public async Task ExportAsync(OperationAction what, CurrentUser me, IEnumerable<FieldChange?> filter, Func<long> rows, Func<Task> write)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(write);
        var (person, origin) = (AccessPerson.Of(me), Origin());
        await AddAsync(new AccessRecord(AccessKind.Export, AccessOutcome.Begun, person, origin, time.GetUtcNow()) { Action = what, Details = [.. filter.OfType<FieldChange>()] });
        var isWhole = false;
        try
        {
            await write();
            isWhole = true;
        }
        finally
        {
            FieldChange?[] written = [FieldChange.Between(CommonFields.Rows, null, rows())];
            await TryAddAsync(_ => Task.FromResult(
                new AccessRecord(AccessKind.Export, isWhole ? AccessOutcome.Succeeded : AccessOutcome.BrokenOff, person, origin, time.GetUtcNow())
                {
                    Action = what,
                    Details = [.. written.OfType<FieldChange>()],
                }));
        }
    }

    private static AccessOutcome OutcomeOf(SignInResult result) => result switch
    {
        { Succeeded: true } => AccessOutcome.Succeeded,
        { RequiresTwoFactor: true } => AccessOutcome.CodeNeeded,
        { IsLockedOut: true } => AccessOutcome.LockedOut,
        { IsNotAllowed: true } => AccessOutcome.Disabled,
        _ => AccessOutcome.Failed,
    };

    private AccessPerson PersonOf(User? user, string? typedName) => user is null ? AccessPerson.OfTyped(typedName, key) : AccessPerson.Of(user);

    private async Task<AccessPerson> PersonOfAsync(AppDb db, string typed)
    {
        var normal = typed.ToUpperInvariant();
        return PersonOf(await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedUserName == normal), typed);
    }

    private AccessOrigin Origin(Guid? session = null)
    {
        var context = http.HttpContext;
        return new AccessOrigin(
            ClientAddress.TextOf(http),
            context?.Request.Path ?? "",
            session?.ToString("N") ?? context?.User.FindFirstValue(CurrentUser.SessionClaim),
            DeviceName.Of(context?.Request.Headers.UserAgent));
    }

    private async Task TryAsync(
        AccessKind kind, AccessOutcome outcome, Func<AppDb, Task<AccessPerson>> person, AccessOrigin origin, bool isCounted = false)
    {
        // Whoever knows no password or code decides how many of these there are.
        var isFailure = kind is AccessKind.SignIn or AccessKind.SecondFactor or AccessKind.RecoveryCode && outcome is not (AccessOutcome.Succeeded or AccessOutcome.CodeNeeded);
        if (isFailure && !isCounted && !limits.MayAddFailure(origin.Address))
        {
            SayLeftOut(kind);
            return;
        }

        await TryAddAsync(async db => new AccessRecord(kind, outcome, await person(db), origin, time.GetUtcNow()));
    }

    private async Task TryAddAsync(Func<AppDb, Task<AccessRecord>> record)
    {
        try
        {
            await using var db = await factory.CreateDbContextAsync();
            db.Add(await record(db));
            await db.SaveChangesAsync();
        }
        catch (Exception failure) when (failure.IsDatabaseFailure())
        {
            LogFailure(failure);
        }
    }

    // Not cancelled by the browser: what is on record was asked for.
    private async Task AddAsync(AccessRecord record)
    {
        await using var db = await factory.CreateDbContextAsync();
        db.Add(record);
        await db.SaveChangesAsync();
    }

    private void SayLeftOut(AccessKind kind)
    {
        if (limits.MaySayLeftOut())
        {
            LogLeftOut(kind);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A sign-in, a denied page or the end of an export could not be put on record.")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "More than the record takes in a minute is left out of it. Kind: {Kind}.")]
    private partial void LogLeftOut(AccessKind kind);
}
