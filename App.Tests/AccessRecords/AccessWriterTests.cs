using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkOrders.AccessRecords;
using WorkOrders.Import;

namespace WorkOrders.Tests.AccessRecords;

/// <summary>What the writer takes down, in what form, and what happens when it can't.</summary>
public sealed partial class AccessWriterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FakeTimeProvider clock = Given.Clock();

    [Fact]
    public async Task Without_a_row_no_export_begins_and_no_file_is_sent()
    {
        var me = As.Agent(await database.SaveAsync(Given.User()));
        var broken = TestAccess.On(new InterceptedFactory(database, new FailingSave()), clock);
        var isWritten = false;
        await Assert.ThrowsAsync<DbUpdateException>(() => broken.ExportAsync(OrderExportActions.Exported, me, [], () => 0, () =>
        {
            isWritten = true;
            return Task.CompletedTask;
        }));
        Assert.False(isWritten);
        await Assert.ThrowsAsync<DbUpdateException>(() => broken.DownloadAsync(TestAccess.From("192.0.2.1"), me, "f1", FreeText.Parse("a.pdf")!));
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_recorded_is_logged_and_ends_as_it_would()
    {
        var li = await database.SaveAsync(Given.User());
        using var log = new LogLines();
        var broken = TestAccess.On(new InterceptedFactory(database, new FailingSave()), clock, log: log);
        Assert.True((await broken.SignInAsync(li, li.UserName, SignInResult.Success)).Succeeded);
        Assert.True((await broken.SecondFactorAsync(li, AccessKind.SecondFactor, SignInResult.LockedOut)).IsLockedOut);
        await broken.DeniedAsync(As.Agent(li), "/admin/users");
        await broken.TokenReuseAsync(li.Id, Guid.CreateVersion7(clock.GetUtcNow()));
        Assert.Equal(4, log.All.Count(line => line.StartsWith("Error ", StringComparison.Ordinal) && line.Contains("could not be put on record", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_end_of_an_export_that_cannot_be_recorded_leaves_the_file_whole()
    {
        var me = As.Agent(await database.SaveAsync(Given.User()));
        var failing = new FailingRead("AccessRecords") { Works = true };
        using var log = new LogLines();
        await TestAccess.On(new InterceptedFactory(database, failing), clock, log: log).ExportAsync(OrderExportActions.Exported, me, [], () => 3, () =>
        {
            failing.Works = false;
            return Task.CompletedTask;
        });
        Assert.Equal(AccessOutcome.Begun, Assert.Single(await RecordsAsync(me.Id)).Outcome);
        Assert.Single(log.All, line => line.Contains("could not be put on record", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_is_typed_or_sent_fits_and_holds_no_whole_number()
    {
        var li = await database.SaveAsync(Given.User());
        var much = string.Concat(Enumerable.Repeat("\u0000 长\ud800 " + Given.Phone, 40));
        using var log = new LogLines();
        var writer = TestAccess.On(database, clock, TestAccess.From("192.0.2.1", "/work-orders/" + Given.Phone + much, Given.Phone + much), log);
        await writer.SignInAsync(null, much, SignInResult.Failed);
        await writer.TooManySignInsAsync(much);
        await writer.DownloadAsync(TestAccess.From("192.0.2.1"), As.Agent(li), "f", FreeText.Parse(much)!);
        await writer.DeniedAsync(As.Agent(li), "/" + Given.Phone + much);
        await writer.ExportAsync(
            OrderExportActions.Exported,
            As.Agent(li),
            [
                FieldChange.Between(OrderExportActions.Filter, null, PhoneNumber.Parse(Given.Phone)), FieldChange.Between(OrderExportActions.Filter, null, IdNumber.Parse(Given.Id)),
                FieldChange.Between(OrderExportActions.Filter, null, Given.Phone), FieldChange.Between(OrderExportActions.Filter, null, FreeText.Parse("电话" + Given.Phone)),
            ],
            () => 1,
            () => Task.CompletedTask);
        var texts = await database.ReadAsync(db => db.Database.SqlQuery<string>(
            $"SELECT concat_ws(' ', \"Name\", \"Path\", \"Device\", \"Details\") AS \"Value\" FROM \"AccessRecords\" WHERE \"Address\" = '192.0.2.1'").ToListAsync());
        Assert.True(log.All.Count == 0, string.Join('\n', log.All));
        Assert.Equal(6, texts.Count);
        Assert.All(texts, text => Assert.DoesNotMatch($"{Given.Phone}|{Given.Id}", text));
        Assert.Contains(texts, text => text.Contains(Given.MaskedPhone, StringComparison.Ordinal) && text.Contains(Given.MaskedId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_attempt_with_the_name_of_a_person_is_theirs()
    {
        var li = await database.SaveAsync(Given.User());
        var writer = TestAccess.On(database, clock, TestAccess.From("192.0.2.2"));
        await writer.TooManySignInsAsync(" " + li.UserName!.ToUpperInvariant());
        await writer.TooManySignInsAsync(li.UserName);
        Assert.Equal((AccessKind.SignIn, AccessOutcome.Refused), Assert.Single((await RecordsAsync(li.Id)).Select(r => (r.Kind, r.Outcome))));
    }

    [Fact]
    public async Task Refused_pages_of_one_person_are_recorded_up_to_a_limit_and_the_rest_is_in_the_log()
    {
        var li = await database.SaveAsync(Given.User());
        using var log = new LogLines();
        var writer = TestAccess.On(database, clock, log: log);
        for (var i = 0; i < 70; i++)
        {
            // Asked twice, as a page does that is drawn again: one row.
            await writer.DeniedAsync(As.Agent(li), $"/admin/users/{i}");
            await writer.DeniedAsync(As.Agent(li), $"/admin/users/{i}");
        }

        Assert.Equal(60, (await RecordsAsync(li.Id)).Count);
        Assert.Single(log.All, line => line.Contains("is left out of it. Kind: Denied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_are_deleted_after_five_years_and_not_before()
    {
        var me = As.Agent(await database.SaveAsync(Given.User()));
        var writer = TestAccess.On(database, clock);
        await writer.DeniedAsync(me, "/old");
        clock.Advance(TimeSpan.FromDays(5 * 365));
        await writer.DeniedAsync(me, "/new");
        var job = new ClearAccessRecords(database, Options.Create(new AccessRecordOptions()), clock);
        await job.RunAsync(default);
        Assert.Equal(2, (await RecordsAsync(me.Id)).Count);
        clock.Advance(TimeSpan.FromDays(3));
        Assert.True(await job.RunAsync(default) >= 1);
        Assert.Equal("/new", Assert.Single(await RecordsAsync(me.Id)).Path);
    }

    [Fact]
    public void Nothing_in_the_application_changes_a_record_or_deletes_one_but_the_clean_up()
    {
        Assert.All(typeof(AccessRecord).GetProperties(), p => Assert.False(p.SetMethod is { IsPublic: true }, p.Name));
        Assert.DoesNotContain(typeof(AccessRecord).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly), m => !m.IsSpecialName);
        var app = Repository.PathOf("App");
        var writing = Directory.EnumerateFiles(app, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f) is var code && Naming().IsMatch(code) && Changing().IsMatch(code))
            .Select(f => Path.GetRelativePath(app, f).Replace('\\', '/'));
        Assert.Equal(["AccessRecords/ClearAccessRecords.cs"], writing);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36", "Chrome 131 · Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge 131 · Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari 18 · iOS")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Safari/537.36 MicroMessenger/7.0.20", "WeChat 7 · Windows")]
    [InlineData("curl/8.5.0", "curl/8.5.0")]
    [InlineData("13812345678 x", "138****5678")]
    [InlineData("Chrome/123456789012345678", "Chrome 1234")]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public void The_device_is_told_in_a_few_words(string? userAgent, string? expected) => Assert.Equal(expected, DeviceName.Of(userAgent));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("fe80::1%3", "fe80::1")]
    public void An_address_has_one_spelling(string address, string expected) => Assert.Equal(expected, ClientAddress.TextOf(IPAddress.Parse(address)));

    [Fact]
    public void Settings_that_make_no_sense_are_refused_at_the_start()
    {
        Assert.True(new AccessRecordOptions().IsUsable);
        AccessRecordOptions[] wrong =
        [
            new() { Kept = TimeSpan.FromDays(29) }, new() { Kept = TimeSpan.FromDays(40_000) }, new() { FailuresPerAddressAndMinute = 0 },
            new() { FailuresPerMinute = 0 }, new() { DeniedPerPersonAndMinute = 0 },
        ];
        Assert.All(wrong, options => Assert.False(options.IsUsable));
    }

    private Task<List<AccessRecord>> RecordsAsync(int userId) => database.ReadAsync(db => db.AccessRecords.Where(r => r.UserId == userId).OrderBy(r => r.Id).ToListAsync());

    [GeneratedRegex(@"(?<!WorkOrders\.)\bAccessRecords?\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Naming();

    [GeneratedRegex(@"\b(ExecuteUpdate|ExecuteDelete)(Async)?\(|\.(Remove|RemoveRange|Update|UpdateRange)\(|ExecuteSql", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Changing();
}
