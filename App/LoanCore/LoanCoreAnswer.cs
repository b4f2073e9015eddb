using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WorkOrders.Database;
using WorkOrders.LoanCore.Contracts;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>A successful answer (code 0000) about one person. Fields may be missing or malformed.</summary>
public sealed class LoanCoreAnswer
{
    private const int MostRows = 500;

    private LoanCoreAnswer(string body, JsonElement data)
    {
        Body = body;
        Person = PersonOf(data.Member("customerBasicInfo"));
        Contracts = ContractsOf(data);
        Hash = ComputeHash();
    }

    public string Body { get; }

    public string Hash { get; }

    public LoanCorePerson Person { get; }

    /// <summary>Sorted by overdue days (longest first), then newest first.</summary>
    public IReadOnlyList<LoanContract> Contracts { get; }

    /// <summary>Number of contracts, without repayment rows that have no contract.</summary>
    public int ContractCount => Contracts.Count(c => !c.IsOnlyRepayment);

    public int OverdueCount => Contracts.Count(c => c.IsOverdue);

    public int MostOverdueDays => (int)Math.Clamp(Contracts.Select(c => c.OverdueDays).DefaultIfEmpty().Max(), 0, int.MaxValue);

    /// <summary>
    /// False when the answer has a different valid ID number, so it is about another person. A masked or invalid number, or the old
    /// 15-digit number of the same person, is accepted.
    /// </summary>
    public bool IsAbout(IdNumber asked) => IdNumber.Parse(Person.IdNumber?.Unmask()) is not { } told || told.IsOfSameCard(asked);

    /// <summary>Parses a stored body.</summary>
    public static LoanCoreAnswer Read(string body)
    {
        using var json = JsonDocument.Parse(body);
        return Of(body, json.RootElement);
    }

    internal static LoanCoreAnswer Of(string body, JsonElement root) => new(body, root.Member("data"));

    private static LoanCorePerson PersonOf(JsonElement info) => new()
    {
        Name = info.Words("customerName"),
        IdNumber = info.Text("idCardNo") is { } id ? IdNumber.Parse(id) ?? IdNumber.Unchecked(id) : null,
        Phone = Phone(info, "phoneNumber"),
        MaritalStatus = info.Words("maritalStatus"),
        Gender = info.Words("lesseeGender"),
        Address = Address(info, "residentialAddress"),
        CompanyName = info.Words("customerCompanyName"),
        CompanyAddress = Address(info, "companyAddress"),
        SpouseName = info.Words("spouseName"),
        SpouseIdNumber = info.Text("spouseIdCardNo") is { } spouse ? IdNumber.Parse(spouse) ?? IdNumber.Unchecked(spouse) : null,
        SpousePhone = Phone(info, "spousePhoneNumber"),
        ContactName = info.Words("contactName"),
        ContactPhone = Phone(info, "contactPhoneNumber"),
    };

    private static PhoneNumber? Phone(JsonElement info, string name) =>
        info.Text(name) is { } text ? PhoneNumber.Parse(text) ?? PhoneNumber.Unchecked(text) : null;

    private static PostalAddress? Address(JsonElement info, string name) => info.Text(name) is { } text ? PostalAddress.Unchecked(text) : null;

    private static List<LoanContract> ContractsOf(JsonElement data)
    {
        var repayments = data.Member("repaymentDetails").Objects().Take(MostRows).Select(RepaymentOf).ToList();
        var byKey = repayments.Where(r => r.ApplyNo is not null).GroupBy(r => (r.SystemSource, ComparisonForm.OfNumber(r.ApplyNo))).ToDictionary(g => g.Key, g => g.First());
        var joined = new HashSet<RepaymentDetail>(ReferenceEqualityComparer.Instance);
        var contracts = new List<LoanContract>();
        foreach (var contract in data.Member("contractInfos").Objects().Take(MostRows).Select(ContractOf))
        {
            var own = byKey.GetValueOrDefault(contract.Key) is { } found && joined.Add(found) ? found : null;
            contracts.Add(contract with { Repayment = own });
        }

        contracts.AddRange(repayments.Where(r => !joined.Contains(r)).Select(r => new LoanContract { SystemSource = r.SystemSource, ApplyNo = r.ApplyNo, Repayment = r, IsOnlyRepayment = true }));
        return [.. contracts.OrderByDescending(c => c.OverdueDays).ThenBy(c => c.IsOnlyRepayment).ThenByDescending(c => c.SignedOn, StringComparer.Ordinal)];
    }

    private static LoanContract ContractOf(JsonElement info) => new()
    {
        SystemSource = info.Text("systemSource"),
        ApplyNo = info.Text("applyNo"),
        ContractNo = info.Text("contractNo"),
        ChannelName = info.Words("channelName"),
        ProductName = info.Words("productName"),
        Status = info.Words("contractStatus"),
        RentPerPeriod = info.Number("rentPerPeriod"),
        RepaymentDay = info.Number("monthlyRepaymentDay"),
        FinancingAmount = info.Number("financingAmount"),
        FinancingPeriod = info.Number("financingPeriod"),
        InterestRate = info.Number("customerInterestRate"),
        SignedOn = info.Date("contractSignDate"),
        ReleasedOn = info.Date("loanReleaseDate"),
        SettledOn = info.Date("contractSettleDate"),
        MortgageStatus = info.Words("mortgageStatus"),
        Vin = info.Text("vin"),
        VehicleBrand = info.Words("vehicleBrand"),
        Store = info.Words("storeInfo"),
    };

    private static RepaymentDetail RepaymentOf(JsonElement info) => new()
    {
        SystemSource = info.Text("systemSource"),
        ApplyNo = info.Text("applyNo"),
        OverdueStatus = info.Words("overdueStatus"),
        OverdueDays = info.Number("overdueDays"),
        PaidPeriods = info.Number("paidPeriods"),
        RemainingRent = info.Number("remainingRent"),
        RemainingPrincipal = info.Number("remainingPrincipal"),
        Method = info.Words("repaymentMethod"),
        DeductionFailure = info.Words("deductionFailureReason"),
        OpeningBank = info.Words("openingBank"),
    };

    // Hash only what is read and shown: a timestamp, the order of rows or a new field is not a change.
    private string ComputeHash()
    {
        var text = new StringBuilder();
        foreach (var field in LoanCorePerson.Fields)
        {
            text.Append((field.Value(Person) as Sensitive)?.Unmask() ?? field.Value(Person)).Append('\n');
        }

        foreach (var contract in Contracts.OrderBy(c => c.SystemSource, StringComparer.Ordinal).ThenBy(c => c.ApplyNo, StringComparer.Ordinal))
        {
            text.AppendJoin('\t', ContractField.All.Select(f => f.Text(contract)).Prepend(contract.ApplyNo).Prepend(contract.SystemSource)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
