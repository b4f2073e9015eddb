using System.Security.Cryptography;
using System.Text.Json;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore;

/// <summary>What the loan core says of one person: read from any JSON object with the code 0000, however odd its fields.</summary>
public sealed class LoanCoreAnswer
{
    private LoanCoreAnswer(string body, JsonElement data)
    {
        Body = body;
        Hash = HashOf(data);
        Person = PersonOf(data.Member("customerBasicInfo"));
        Contracts = ContractsOf(data);
    }

    public string Body { get; }

    public string Hash { get; }

    public LoanCorePerson Person { get; }

    /// <summary>Overdue ones first, the longest overdue before the others, then the newest.</summary>
    public IReadOnlyList<LoanContract> Contracts { get; }

    public int MostOverdueDays => (int)Math.Clamp(Contracts.Select(c => c.OverdueDays).DefaultIfEmpty().Max(), 0, int.MaxValue);

    /// <summary>False when the core answered about somebody else; such an answer is shown with a warning and fills nothing.</summary>
    public bool IsAbout(IdNumber asked) => Person.IdNumber is null || Person.IdNumber == asked;

    public bool IsEmpty => Contracts.Count == 0 && Person == LoanCorePerson.Nobody;

    /// <summary>A body that was stored as good.</summary>
    public static LoanCoreAnswer Read(string body)
    {
        using var json = JsonDocument.Parse(body);
        return Of(body, json.RootElement);
    }

    internal static LoanCoreAnswer Of(string body, JsonElement root) => new(body, root.Member("data"));

    private static LoanCorePerson PersonOf(JsonElement info) => new()
    {
        Name = info.Text("customerName"),
        IdNumber = info.Text("idCardNo") is { } id ? IdNumber.Parse(id) ?? IdNumber.Unchecked(id) : null,
        Phone = Phone(info, "phoneNumber"),
        MaritalStatus = info.Words("maritalStatus"),
        Gender = info.Words("lesseeGender"),
        Address = Address(info, "residentialAddress"),
        CompanyName = info.Words("customerCompanyName"),
        CompanyAddress = Address(info, "companyAddress"),
        SpouseName = info.Text("spouseName"),
        SpouseIdNumber = info.Text("spouseIdCardNo") is { } spouse ? IdNumber.Parse(spouse) ?? IdNumber.Unchecked(spouse) : null,
        SpousePhone = Phone(info, "spousePhoneNumber"),
        ContactName = info.Text("contactName"),
        ContactPhone = Phone(info, "contactPhoneNumber"),
    };

    private static PhoneNumber? Phone(JsonElement info, string name) => info.Text(name) is { } text ? PhoneNumber.Parse(text) ?? PhoneNumber.Unchecked(text) : null;

    private static PostalAddress? Address(JsonElement info, string name) => info.Text(name) is { } text ? PostalAddress.Unchecked(text) : null;

    private static List<LoanContract> ContractsOf(JsonElement data)
    {
        var repayments = data.Member("repaymentDetails").Objects().Select(RepaymentOf).ToList();
        var contracts = new List<LoanContract>();
        foreach (var contract in data.Member("contractInfos").Objects().Select(ContractOf))
        {
            var own = repayments.Find(r => contract.ApplyNo is not null && (r.SystemSource, r.ApplyNo) == contract.Key);
            contracts.Add(contract with { Repayment = own });
            repayments.Remove(own!);
        }

        contracts.AddRange(repayments.Select(r => new LoanContract { SystemSource = r.SystemSource, ApplyNo = r.ApplyNo, Repayment = r, IsOnlyRepayment = true }));
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

    private static string HashOf(JsonElement data)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Canonical(data, writer);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void Canonical(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Canonical(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Canonical(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
