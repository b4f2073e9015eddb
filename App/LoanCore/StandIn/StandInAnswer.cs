using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Bogus;
using WorkOrders.Shared;

namespace WorkOrders.LoanCore.StandIn;

/// <summary>Generates the stand-in's answer for an ID number: deterministic on every machine.</summary>
internal static class StandInAnswer
{
    /// <summary>Base date of contracts. Fixed, so that an answer doesn't change with time.</summary>
    private static readonly DateOnly Epoch = new(2026, 11, 1);

    private static readonly string[] Channels = ["华北一部", "华北二部", "华东一部", "华东二部", "华南一部", "西南一部", "直营门店", "厂商金融"];
    private static readonly string[] Products = ["新车安心贷", "二手车速贷", "融资租赁 36 期", "附加贷", "车抵贷"];
    private static readonly string[] Banks = ["中国工商银行", "中国建设银行", "招商银行", "中国农业银行", "平安银行"];
    private static readonly string[] Failures = ["余额不足", "账户状态异常", "超过单日限额", "卡片已挂失"];
    private static readonly string[] Brands = ["比亚迪", "吉利", "长安", "大众", "丰田", "五菱", "理想"];

    /// <summary>The data of an answer. Demo customers have their own name and telephone; one in six has a changed address or number.</summary>
    public static JsonObject Data(string idCardNo, KnownPerson? known, int daysLater)
    {
        var faker = new Faker("zh_CN") { Random = new Randomizer(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(idCardNo)))) };
        var hasChanged = faker.Random.Int(0, 5) == 0;
        var contracts = Enumerable.Range(0, faker.Random.WeightedRandom([0, 1, 2, 3, 4], [0.06f, 0.34f, 0.35f, 0.17f, 0.08f]))
            .Select(i => Contract(faker, i, daysLater)).ToList();
        return new JsonObject
        {
            ["customerBasicInfo"] = Person(faker, idCardNo, known, hasChanged),
            ["contractInfos"] = new JsonArray([.. contracts.Select(c => c.Info)]),
            ["repaymentDetails"] = new JsonArray([.. contracts.Select(c => c.Repayment)]),
        };
    }

    /// <summary>The contracts of an ID number, for demo orders.</summary>
    public static IReadOnlyList<LoanContract> Contracts(IdNumber id) =>
        LoanCoreAnswer.Read(new JsonObject { ["data"] = Data(id.Unmask(), known: null, daysLater: 0) }.ToJsonString()).Contracts;

    private static JsonObject Person(Faker faker, string idCardNo, KnownPerson? known, bool hasChanged)
    {
        var isMarried = faker.Random.Bool(0.6f);
        var phone = Phone(faker);
        var address = Address(faker);
        return new JsonObject
        {
            ["customerName"] = known?.Name ?? Name(faker),
            ["idCardNo"] = idCardNo,
            ["phoneNumber"] = known is null || hasChanged ? phone : known.Phone,
            ["maritalStatus"] = isMarried ? "已婚" : "未婚",
            ["lesseeGender"] = idCardNo.Length == 18 && (idCardNo[16] - '0') % 2 == 0 ? "女" : "男",
            ["residentialAddress"] = known?.Address is { } own && !hasChanged ? own : address,
            ["companyAddress"] = Address(faker),
            ["customerCompanyName"] = faker.Name.LastName() + faker.PickRandom("氏物流有限公司", "氏餐饮店", "氏建材商行", "氏科技有限公司"),
            ["spouseName"] = isMarried ? Name(faker) : null,
            ["spouseIdCardNo"] = isMarried ? IdCard(faker) : null,
            ["spousePhoneNumber"] = isMarried ? Phone(faker) : null,
            ["contactName"] = Name(faker),
            ["contactPhoneNumber"] = Phone(faker),
        };
    }

    private static (JsonObject Info, JsonObject Repayment) Contract(Faker faker, int index, int daysLater)
    {
        var signed = Epoch.AddDays(-faker.Random.Int(60, 1200));
        var source = faker.Random.Bool(0.6f) ? LoanContract.Secured : LoanContract.Unsecured;
        var applyNo = string.Create(CultureInfo.InvariantCulture, $"SQ{signed:yyyyMM}{faker.Random.Int(10000, 99999)}{index}");
        var months = faker.PickRandom(12, 24, 36, 48, 60);
        var amount = faker.Random.Int(300, 3000) * 100m;
        var rent = Math.Round(amount * 1.12m / months, 2);
        var paid = Math.Min(months, ((Epoch.Year - signed.Year) * 12) + Epoch.Month - signed.Month);
        var isSettled = paid == months;
        var overdue = !isSettled && faker.Random.Bool(0.45f) ? faker.Random.Int(3, 160) : 0;
        if (overdue > 0)
        {
            paid = Math.Max(0, paid - (overdue / 30) - 1);
            overdue += daysLater;
        }

        var left = months - paid;
        return (
            new JsonObject
            {
                ["systemSource"] = source,
                ["applyNo"] = applyNo,
                ["channelName"] = faker.PickRandom(Channels),
                ["productName"] = faker.PickRandom(Products),
                ["monthlyRepaymentDay"] = faker.Random.Int(1, 28),
                ["rentPerPeriod"] = rent,
                ["contractStatus"] = isSettled ? "已结清" : overdue > 0 ? "逾期" : "正常还款",
                ["contractSettleDate"] = isSettled ? Day(signed.AddMonths(months)) : null,
                ["financingAmount"] = amount,
                ["contractNo"] = string.Create(CultureInfo.InvariantCulture, $"HT{signed:yyyyMM}{faker.Random.Int(100000, 999999)}"),
                ["contractSignDate"] = Day(signed),
                ["loanReleaseDate"] = Day(signed.AddDays(faker.Random.Int(1, 9))),
                ["mortgageStatus"] = source == LoanContract.Secured ? isSettled ? "已解押" : "已抵押" : "无抵押",
                ["financingPeriod"] = months,
                ["customerInterestRate"] = Math.Round(faker.Random.Decimal(3.5m, 15.5m), 2),
                ["vin"] = faker.Vehicle.Vin(),
                ["vehicleBrand"] = faker.PickRandom(Brands),
                ["storeInfo"] = faker.PickRandom("石家庄", "南京", "杭州", "成都") + faker.PickRandom("城东店", "城西店", "汽车城店"),
            },
            new JsonObject
            {
                ["applyNo"] = applyNo,
                ["overdueStatus"] = overdue switch { 0 => "未逾期", < 30 => "M1", < 60 => "M2", < 90 => "M3", _ => "M3+" },
                ["overdueDays"] = overdue,
                ["repaymentMethod"] = faker.PickRandom("银行代扣", "线下转账"),
                ["paidPeriods"] = paid,
                ["deductionFailureReason"] = overdue > 0 ? faker.PickRandom(Failures) : null,
                ["remainingRent"] = rent * left,
                ["openingBank"] = faker.PickRandom(Banks),
                ["systemSource"] = source,
                ["remainingPrincipal"] = Math.Round(amount * left / months, 2),
            });
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Name(Faker faker) => faker.Name.LastName() + faker.Name.FirstName();

    private static string Phone(Faker faker) => "1" + faker.PickRandom("38", "59", "77", "86") + faker.Random.ReplaceNumbers("########");

    private static string Address(Faker faker) =>
        string.Create(CultureInfo.InvariantCulture, $"{faker.PickRandom("石家庄市", "南京市", "杭州市", "成都市")}{faker.PickRandom("和平路", "长安街", "滨江大道")}{faker.Random.Int(1, 300)}号{faker.Random.Int(101, 1900)}室");

    private static string IdCard(Faker faker)
    {
        var first17 = string.Create(CultureInfo.InvariantCulture, $"130102{faker.Random.Int(1965, 2000)}{faker.Random.Int(1, 12):D2}{faker.Random.Int(1, 28):D2}{faker.Random.Int(0, 999):D3}");
        return first17 + IdNumber.CheckCharacter(first17);
    }
}
