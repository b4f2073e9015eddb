using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.LookUps;

/// <summary>号码查询记录: who looked up which numbers, newest first, and who was refused.</summary>
public sealed partial class LookUpList(ScreenServices services, IOptions<LookUpOptions> options, LookUpKey key, LookUpCounter lookUps) : UrlQueryList<LookUpQuery, LookUpPage>(services)
{
    private readonly LookUpOptions limits = options.Value;

    private string? person, number, place, result;
    private IReadOnlyList<RefusedPerson>? refused;
    private DateOnly? from, to;

    protected override LookUpQuery Parse(string query) => LookUpQuery.Parse(query);

    protected override void Fill() =>
        (person, number, place, result, from, to) = (Query.Person, Query.LookedUp?.Masked ?? Query.Number, Query.Place?.ToString(), Query.Result?.ToString(), Query.From, Query.To);

    protected override async Task<(LookUpQuery Shown, LookUpPage Read)> ReadAsync(AppDb db, LookUpQuery asked, CancellationToken token)
    {
        var now = Time.GetUtcNow();

        // Once per page: turning its leaves and filtering don't change it.
        refused ??= await RefusedPerson.ReadAsync(db, new LookUpQuery().Since(now), token);
        var (lookUp, found) = await lookUps.AskAsync(
            LookUpPlace.Record,
            Me,
            [asked.LookedUp],
            () => asked.Apply(db.LookUps.AsNoTracking(), db, key, now).OrderByDescending(l => l.At).ThenByDescending(l => l.Id).PageAsync(asked.Page, LookUpRow.Projection, token),
            page => page.Rows.Any(row => row.Place != LookUpPlace.Record),
            token);
        return found is { } page
            ? (asked with { Page = page.Number }, new LookUpPage(page, refused))
            : (asked, new LookUpPage(new ListPage<LookUpRow>(1, 0, []), refused, L[lookUp.Outcome.Reason!, [.. lookUp.Outcome.Arguments]]));
    }

    private void Search() => Show(new LookUpQuery
    {
        Person = Normalise.Text(person),

        // The field shows the number masked.
        Number = number is not null && number == Query.LookedUp?.Masked ? Query.Number : Normalise.Text(number),
        Place = ListAddress.Named<LookUpPlace>(place),
        Result = ListAddress.Named<LookUpResult>(result),
        From = from,
        To = to,
    });
}
