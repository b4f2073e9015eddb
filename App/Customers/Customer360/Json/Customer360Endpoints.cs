using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Api;
using WorkOrders.Customers.Customer360.Timeline;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360.Json;

/// <summary>API endpoints for the 360° view and for follow-ups of a customer.</summary>
internal static class Customer360Endpoints
{
    private static readonly Dictionary<string, string> JsonNames = new(StringComparer.Ordinal)
    {
        [CustomerFollowUpActions.Kind.Text] = "kind",
        [CustomerFollowUpActions.Content.Text] = "content",
        [CustomerFollowUpActions.NextContact.Text] = "nextContact",
    };

    public static void MapCustomer360(this RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("客户");
        customers.MapGet("/{customerId:int}/360-view", ViewAsync).Requires(Permission.ReadCustomers).Produces<Envelope<ViewAnswer>>()
            .WithSummary("客户360：资料、各部分的前几条和条数、时间线的第一页；无权查看的只计数");
        customers.MapPost("/{customerId:int}/follow-ups", FollowUpAsync).Requires(Permission.EditCustomers).Produces<Envelope<FollowedUp>>()
            .WithSummary("新增客户跟进");
    }

    private static async Task<IResult> ViewAsync(
        int customerId, CurrentUser me, IDbContextFactory<AppDb> factory, IEnumerable<ICustomerSection> sections, IEnumerable<ITimelineSource> sources,
        IStringLocalizer<Text> words, ILogger<CustomerProfile> log, CancellationToken cancellation)
    {
        await using var db = await factory.CreateDbContextAsync(cancellation);
        var profile = await CustomerProfile.ReadAsync(db, customerId, me, cancellation);
        if (profile is null && await db.SurvivorOfAsync(customerId, cancellation) is var survivor && survivor != customerId)
        {
            profile = await CustomerProfile.ReadAsync(db, survivor, me, cancellation);
        }

        if (profile is null)
        {
            return Answer.Missing();
        }

        var customer = profile.OnPage(me);
        List<string> failed = [];
        var blocks = new Dictionary<string, CustomerSectionPart>(StringComparer.Ordinal);
        foreach (var section in sections)
        {
            await TryAsync(section.Name, async part => blocks[section.Name] = await section.ReadAsync(part, customer, me, cancellation));
        }

        var (ask, parts) = (new TimelineQuery().Ask, new List<(TimelineKind Kind, TimelinePart Part)>());
        foreach (var source in sources)
        {
            await TryAsync("timeline:" + source.Kind.Code, async part => parts.Add((source.Kind, await source.ReadAsync(part, customer, ask, me, cancellation))));
        }

        var page = TimelinePage.Of(parts, ask, TimelineQuery.PageSize);
        return Answer.Ok(new ViewAnswer(
            CustomerJson.Of(profile), blocks,
            [.. page.Lines.Select(l => new TimelineAnswer(l.Entry.At, l.Kind.Code, words[l.Entry.Title, [.. l.Entry.Arguments]], l.Entry.Text, l.Entry.Actor))],
            parts.Where(p => p.Part.Hidden > 0).ToDictionary(p => p.Kind.Code, p => p.Part.Hidden, StringComparer.Ordinal), failed));

        // A part that can't be read is named; the others are answered.
        async Task TryAsync(string name, Func<AppDb, Task> read)
        {
            try
            {
                await using var own = await factory.CreateDbContextAsync(cancellation);
                await read(own);
            }
            catch (Exception exception) when (exception.IsDatabaseFailure() && !cancellation.IsCancellationRequested)
            {
                log.Log(DatabaseFailure.LevelOf(exception), exception, "A part of the 360° view can't be read: {Name}.", name);
                failed.Add(name);
            }
        }
    }

    private static async Task<IResult> FollowUpAsync(int customerId, FollowUpRequest request, CurrentUser me, IDbContextFactory<AppDb> factory, TimeProvider time)
    {
        if (request.Content?.Length > CustomerFollowUp.ContentLength)
        {
            return Answer.BadField(new ApiFault("content", "{0}：不能超过 {1} 个字", CustomerFollowUp.ContentLength));
        }

        var (outcome, added) = await factory.FollowUpCustomerAsync(
            customerId, new(request.Kind, FreeText.Parse(request.Content), request.NextContact), me, time.GetUtcNow());
        return added is null ? Answer.Refused(outcome, JsonNames) : Answer.Ok(new FollowedUp(added.Id, added.CustomerId, added.CreatedAt), "新增成功");
    }

    /// <param name="Kind">phone, visit, message or other.</param>
    /// <param name="Content">At most 1000 characters.</param>
    /// <param name="NextContact">A day, not in the past; omitted when there is none.</param>
    internal sealed record FollowUpRequest(CustomerFollowUpKind? Kind, string? Content, DateOnly? NextContact);

    internal sealed record FollowedUp(long FollowUpId, int CustomerId, DateTimeOffset CreateTime);

    /// <param name="Customer">The profile.</param>
    /// <param name="Blocks">The first rows of each part by name, with how many there are and how many the user may not see.</param>
    /// <param name="Timeline">The newest entries.</param>
    /// <param name="TimelineHidden">Entries that the user may not see, by kind.</param>
    /// <param name="Failed">Names of the parts that could not be read.</param>
    internal sealed record ViewAnswer(
        Dictionary<string, object?> Customer, Dictionary<string, CustomerSectionPart> Blocks, IReadOnlyList<TimelineAnswer> Timeline,
        Dictionary<string, int> TimelineHidden, IReadOnlyList<string> Failed);

    internal sealed record TimelineAnswer(DateTimeOffset Time, string Kind, string Title, string? Text, string? Actor);
}
