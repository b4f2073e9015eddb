using WorkOrders.Database;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Lists;

namespace WorkOrders.AccessRecords;

/// <summary>登录与访问记录: who signed in, was denied, downloaded, exported or looked something up, newest first.</summary>
public sealed partial class AccessList(ScreenServices services, LookUpKey key) : UrlQueryList<AccessQuery, AccessLines>(services)
{
    private string? person, kind, outcome, network;
    private DateOnly? from, to;

    private string Summary => Read is { IsCapped: true } ? L["超过 {0} 条，第 {1} 页；请缩小范围", Read.Total.ToString("N0"), Query.Page.ToString("N0")] : "";

    protected override AccessQuery Parse(string query) => AccessQuery.Parse(query);

    protected override void Fill() =>
        (person, kind, outcome, network, from, to) = (Query.Person, Query.Kind?.ToString(), Query.Outcome?.ToString(), Query.Network, Query.From, Query.To);

    protected override async Task<(AccessQuery Shown, AccessLines Read)> ReadAsync(AppDb db, AccessQuery asked, CancellationToken token)
    {
        var page = await asked.ReadAsync(db, key, Time.GetUtcNow(), token);
        return (asked with { Page = page.Number }, new AccessLines(page.Total, page.IsCapped, [.. page.Rows.Select(row => AccessLine.Of(row, L))]));
    }

    private static bool IsRefusal(AccessOutcome outcome) =>
        outcome is AccessOutcome.Failed or AccessOutcome.LockedOut or AccessOutcome.Disabled or AccessOutcome.Refused or AccessOutcome.BrokenOff;

    private void Search() => Show(new AccessQuery
    {
        Person = Normalise.Text(person),
        Kind = ListAddress.Named<AccessKind>(kind),
        Outcome = ListAddress.Named<AccessOutcome>(outcome),
        Network = Normalise.Text(network),
        From = from,
        To = to,
    });
}
