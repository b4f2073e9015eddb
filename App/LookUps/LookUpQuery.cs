using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui.Lists;

namespace WorkOrders.LookUps;

/// <summary>Filter and page of 号码查询记录, in the URL.</summary>
public sealed record LookUpQuery : IListQuery
{
    public const string Path = "/tracking/look-ups";

    /// <summary>The days shown without a date filter, today included.</summary>
    public const int Days = 7;

    /// <summary>Part of a person's name, or the whole user name or employee number.</summary>
    public string? Person { get; init; }

    /// <summary>The complete number, typed: who looked it up.</summary>
    public string? Number { get; init; }

    public LookUpPlace? Place { get; init; }

    public LookUpResult? Result { get; init; }

    /// <summary>First day, Shanghai time.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public DateOnly? To { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNarrowed => this with { Page = 1 } != new LookUpQuery();

    public string Address => ListAddress.Of(
        Path, ("person", Person), ("number", Number), ("place", Place?.ToString()), ("result", Result?.ToString()), ("from", ListAddress.Of(From)), ("to", ListAddress.Of(To)),
        ("page", ListAddress.OfPage(Page)));

    public static LookUpQuery Parse(string? query)
    {
        var parts = ListAddress.Parse(query);
        return new LookUpQuery
        {
            Person = parts.Text("person"),
            Number = parts.Text("number"),
            Place = parts.Named<LookUpPlace>("place"),
            Result = parts.Named<LookUpResult>("result"),
            From = parts.Day("from"),
            To = parts.Day("to"),
            Page = parts.Page(),
        };
    }

    /// <summary>The number in comparison form; null when none was typed, or the text is no complete one.</summary>
    public Sensitive? LookedUp => SearchedNumber.In(Number).Value;

    /// <summary>The start of the period that is shown: without a first day <see cref="Days"/> days, so that not the whole record is counted.</summary>
    public DateTimeOffset Since(DateTimeOffset now) => BusinessTime.StartOf(From ?? (To ?? BusinessTime.DayOf(now)).AddDays(1 - Days));

    public IQueryable<LookUpRecord> Apply(IQueryable<LookUpRecord> lookUps, AppDb db, LookUpKey key, DateTimeOffset now)
    {
        var since = Since(now);
        lookUps = lookUps.Where(l => l.At >= since);
        lookUps = To is { } to && BusinessTime.StartOf(to.AddDays(1)) is var before ? lookUps.Where(l => l.At < before) : lookUps;
        if (Person is { } person)
        {
            var people = db.Set<User>().Named(person);
            lookUps = lookUps.Where(l => people.Any(u => u.Id == l.UserId));
        }

        if (Number is not null)
        {
            var hash = LookedUp is { } number ? key.ValueOf(number).Hash : null;
            lookUps = lookUps.Where(l => hash != null && l.Hash == hash);
        }

        lookUps = Place is { } place ? lookUps.Where(l => l.Place == place) : lookUps;
        return Result switch
        {
            LookUpResult.Found => lookUps.Where(l => l.RefusedUntil == null && l.Found == true),
            LookUpResult.NotFound => lookUps.Where(l => l.RefusedUntil == null && l.Found == false),
            LookUpResult.Unknown => lookUps.Where(l => l.RefusedUntil == null && l.Found == null),
            LookUpResult.Refused => lookUps.Where(l => l.RefusedUntil != null),
            _ => lookUps,
        };
    }
}

/// <summary>How a look-up ended.</summary>
public enum LookUpResult
{
    [Named("找到")]
    Found,

    [Named("没有找到")]
    NotFound,

    /// <summary>Nobody can tell: numbers of an order that was saved, or an answer that was broken off.</summary>
    [Named("未知")]
    Unknown,

    [Named("被拒绝")]
    Refused,
}
