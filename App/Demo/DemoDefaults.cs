using Bogus;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Applications;
using WorkOrders.Defaults.Cases;
using WorkOrders.Defaults.InDefault;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Events;
using WorkOrders.Shared;

namespace WorkOrders.Demo;

/// <summary>Defaults of the last five years, created through the entity methods with past times. The pending ones are the auditors' queue.</summary>
internal sealed class DemoDefaults(IDbContextFactory<AppDb> factory, Faker faker, DateTimeOffset now)
{
    public const int Approved = 40;
    public const int Rejected = 6;
    public const int PendingApplications = 16;
    public const int Renewed = 15;
    public const int PendingRenewals = 8;
    private const int Relapsed = 2;
    private const int Untouched = Approved + Rejected + PendingApplications;

    private static readonly string[] Findings =
    [
        "经核实，客户连续三期未按合约支付本息，电话与上门均未能联系。", "客户名下两份合同同时逾期超过 90 天，抵押车辆下落不明。", "集团母公司已进入破产重整，按关联方一并认定。",
        "客户在他行贷款已列为次级，征信报告见附件。", "客户要求展期并减免本金，属于消极债务置换。", "法院已受理客户的破产申请，公告日期见附件。",
    ];

    private static readonly string[] Opinions = ["材料齐全，情况属实", "已与经办核对，同意认定", "同意", null!];

    private static readonly string[] Refusals = ["逾期在宽限期内，暂不认定", "证明材料不足，请补充还款流水", "客户已于审核前还清，无需认定"];

    private static readonly string[] Recoveries = ["客户已结清全部逾期，连续按时还款，申请重生。", "他行不良记录已解除，附件为最新征信。", "重组后的款项已按期偿还。", null!];

    private readonly Dictionary<string, CurrentUser> people = [];
    private readonly List<DefaultApplication> applications = [];
    private AppDb db = null!;
    private List<DefaultCustomer> customers = [];
    private List<DefaultReason> reasons = [];
    private List<RenewalReason> renewalReasons = [];

    /// <summary>Creates the data when there are no applications yet.</summary>
    public async Task AddAsync()
    {
        await using var context = await factory.CreateDbContextAsync();
        db = context;
        if (await db.DefaultApplications.AnyAsync())
        {
            return;
        }

        await LoadAsync();
        await ApplyAsync(customers.Take(Approved + Rejected).Select((c, i) => (c, At(1780 - (i * 37)))));
        await DecideAsync(applications.Select((a, i) => (a, i % 8 != 3 || i / 8 >= Rejected)));
        await RenewAsync();
        await RelapseAsync();
        await ApplyAsync(customers.Skip(Approved + Rejected).Take(PendingApplications).Select((c, i) => (c, At(16 - i))));
        await WaitForRenewalAsync();
        await ReadNoticesAsync();
    }

    private async Task LoadAsync()
    {
        // All enterprises, plus individuals of every region and industry.
        var all = await db.Customers.OrderBy(c => c.Id).Take(DemoCustomers.Count).ToListAsync();
        var companies = all.Where(c => c.Type == CustomerType.Enterprise).ToList();
        customers = [.. faker.Random.Shuffle(companies.Concat(faker.Random.Shuffle(all.Except(companies)).Take(Untouched - companies.Count))).Select(c => new DefaultCustomer(c))];
        reasons = await db.DefaultReasons.OrderBy(r => r.SortOrder).ToListAsync();
        renewalReasons = await db.RenewalReasons.OrderBy(r => r.SortOrder).ToListAsync();
        foreach (var (name, role) in new[] { ("operator1", Roles.RiskOperator), ("operator2", Roles.RiskOperator), ("auditor1", Roles.RiskAuditor), ("admin", Roles.Admin) })
        {
            var user = await db.Users.SingleAsync(u => u.UserName == name);
            people[name] = new CurrentUser(user.Id, user.DisplayName, new HashSet<string>([role], StringComparer.Ordinal), user.Team);
        }
    }

    private async Task ApplyAsync(IEnumerable<(DefaultCustomer Customer, DateTimeOffset At)> wanted)
    {
        var added = wanted.Select(w => (Case: Application(w.Customer, w.At), By: ApplicantOf(w.Customer), w.At)).ToList();
        applications.AddRange(added.Select(a => a.Case));
        db.AddRange(added.Select(a => a.Case));
        await db.SaveChangesAsync();
        added.ForEach(a => a.Case.RecordSubmission(a.By, a.At));
        await db.SaveChangesAsync();
    }

    private async Task DecideAsync<T>(IEnumerable<(T Case, bool Approved)> cases)
        where T : DecidedCase
    {
        foreach (var (one, approved) in cases.ToList())
        {
            var remark = faker.PickRandom(approved ? Opinions : Refusals);
            Ok(one.Decide(approved, remark, people[faker.Random.Bool(0.9f) ? "auditor1" : "admin"], Later(one.CreatedAt)));
        }

        await db.SaveChangesAsync();
    }

    private async Task RenewAsync()
    {
        var inDefault = customers.Where(c => c.IsInDefault).Take(Renewed + 2).ToList();
        var renewals = await SubmitAsync(inDefault.Select(c => (c, c.Application!.DecidedAt!.Value.AddDays(faker.Random.Int(220, 420)), faker.PickRandom(renewalReasons))));
        await DecideAsync(renewals.Select((r, i) => (r, i is not (4 or 9))));
    }

    private async Task RelapseAsync()
    {
        var again = customers.Where(c => c.Status == DefaultStatus.Renewed).Take(Relapsed).ToList();
        var count = applications.Count;
        await ApplyAsync(again.Select((c, i) => (c, At(160 - (i * 60)))));
        await DecideAsync(applications.Skip(count).Select(a => (a, true)));
    }

    // Some of them claim twelve months of payment on time; for two, the loan core snapshots of those months are stored.
    private async Task WaitForRenewalAsync()
    {
        var inDefault = customers.Where(c => c.IsInDefault).ToList();
        var regular = inDefault.Where(c => DemoRepayments.IsRegular(c.Customer.IdNumber)).Take(2).ToList();
        var waiting = regular.Concat(inDefault.Except(regular)).Take(PendingRenewals).ToList();
        var onTime = renewalReasons.Where(r => r.OnTimeMonths is not null).ToList();
        await SubmitAsync(waiting.Select((c, i) => (c, At(9 - i), i < 4 ? onTime[i % onTime.Count] : faker.PickRandom(renewalReasons))));
        db.AddRange(regular.SelectMany((c, i) => DemoRepayments.Snapshots(c.Customer, now, lateMonthsAgo: i == 0 ? null : 5)));
        await db.SaveChangesAsync();
    }

    private async Task<List<Renewal>> SubmitAsync(IEnumerable<(DefaultCustomer Customer, DateTimeOffset At, RenewalReason Reason)> wanted)
    {
        var added = wanted.Select(w =>
        {
            Ok(Renewal.Submit(w.Customer, w.Reason, faker.PickRandom(Recoveries), ApplicantOf(w.Customer), w.At, out var renewal));
            return (Case: renewal!, By: ApplicantOf(w.Customer), w.At);
        }).ToList();
        db.AddRange(added.Select(a => a.Case));
        await db.SaveChangesAsync();
        added.ForEach(a => a.Case.RecordSubmission(a.By, a.At));
        await db.SaveChangesAsync();
        return added.ConvertAll(a => a.Case);
    }

    // Mark old notices as read.
    private Task<int> ReadNoticesAsync()
    {
        var recently = now.AddDays(-30);
        return db.Notices.Where(n => n.At < recently && n.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, n => n.At));
    }

    private DefaultApplication Application(DefaultCustomer customer, DateTimeOffset at)
    {
        var chosen = faker.PickRandom(reasons, faker.Random.WeightedRandom([1, 2, 3], [0.6f, 0.3f, 0.1f])).ToList();
        var fields = new ApplicationFields(
            customer.CustomerId, null, faker.Random.Bool(0.7f) ? faker.PickRandom("BBB-", "BB", "B", "CCC+", "CC", "C", "D") : null, [.. chosen.Select(r => r.Id)],
            faker.Random.WeightedRandom([Severity.High, Severity.Medium, Severity.Low], [0.35f, 0.45f, 0.2f]), faker.Random.Bool(0.85f) ? faker.PickRandom(Findings) : null, []);
        Ok(DefaultApplication.Submit(customer, fields, chosen, [], ApplicantOf(customer), at, out var application));
        return application!;
    }

    private CurrentUser ApplicantOf(DefaultCustomer customer) => people[customer.CustomerId % 3 == 0 ? "operator2" : "operator1"];

    private DateTimeOffset At(int daysAgo) =>
        Past(BusinessTime.StartOf(BusinessTime.DayOf(now).AddDays(-daysAgo)).AddMinutes(faker.Random.Int(9 * 60, 17 * 60)));

    private DateTimeOffset Later(DateTimeOffset at) => Past(at.AddHours(faker.Random.Int(20, 140)));

    private DateTimeOffset Past(DateTimeOffset at) => at < now.AddMinutes(-10) ? at : now.AddMinutes(-10);

    private static void Ok(Outcome outcome)
    {
        if (outcome.IsRefused)
        {
            throw new InvalidOperationException(outcome.Reason);
        }
    }
}
