using System.Globalization;
using Bogus;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Demo;

/// <summary>200 generated customers. Telephone and identity-card numbers have a valid format but are random.</summary>
public static class DemoCustomers
{
    public const int Count = 200;

    private static readonly string[] PhonePrefixes = ["131", "135", "138", "139", "150", "158", "166", "177", "186", "189", "198"];

    private static readonly (string Code, string Region)[] Regions =
    [
        ("110101", "北京"), ("130102", "河北"), ("310104", "上海"), ("320102", "江苏"), ("330106", "浙江"), ("370102", "山东"),
        ("410102", "河南"), ("420106", "湖北"), ("440106", "广东"), ("510104", "四川"), ("610113", "陕西"), ("210102", "辽宁"),
    ];

    private static readonly string[] Streets = ["中山路", "人民路", "解放大街", "建设路", "长江路", "和平街", "新华路", "学府路"];

    /// <summary>Creates the customers when there are none.</summary>
    public static async Task AddAsync(AppDb db, Faker faker)
    {
        if (await db.Customers.AnyAsync())
        {
            return;
        }

        var owners = await db.Users.Where(u => DemoSales.Managers.Contains(u.UserName!)).OrderBy(u => u.UserName).Select(u => u.Id).ToListAsync();
        db.Customers.AddRange(Enumerable.Range(0, Count).Select(i => One(faker, i, OwnerOf(owners, i))));
        await db.SaveChangesAsync();
    }

    // One in five has no owner.
    private static int? OwnerOf(List<int> owners, int index) => owners.Count == 0 || index % 5 == 4 ? null : owners[index % 5 % owners.Count];

    private static Customer One(Faker faker, int index, int? owner)
    {
        var (code, region) = faker.PickRandom(Regions);
        var enterprise = index % 20 == 19;
        var name = enterprise ? $"{region}{faker.Name.LastName()}氏汽车贸易有限公司" : faker.Name.LastName() + faker.Name.FirstName();
        var (phone, id) = (Phone(faker, index), enterprise ? null : Id(faker, code, index));
        var address = PostalAddress.Parse($"{region}{faker.PickRandom(Streets)}{faker.Random.Int(1, 280)}号{faker.Random.Int(1, 20)}单元{faker.Random.Int(101, 1604)}室");
        return Customer.Of(new CustomerValues
        {
            Name = name,
            Type = enterprise ? CustomerType.Enterprise : CustomerType.Individual,
            Phone = phone,
            IdNumber = id,
            Address = address,
            Region = region,
            Industry = enterprise ? "汽车销售" : faker.PickRandom("运输", "制造", "零售", "教育", "餐饮"),
            Level = index % 9 == 0 ? CustomerLevel.Important : CustomerLevel.Normal,
            OwnerId = owner,
        });
    }

    // The number contains the index, so it is unique.
    private static PhoneNumber Phone(Faker faker, int index) =>
        PhoneNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"{faker.PickRandom(PhonePrefixes)}{faker.Random.Int(0, 99999):D5}{index:D3}"))!;

    private static IdNumber Id(Faker faker, string code, int index)
    {
        var born = new DateOnly(faker.Random.Int(1962, 2003), faker.Random.Int(1, 12), faker.Random.Int(1, 28));
        var first17 = string.Create(CultureInfo.InvariantCulture, $"{code}{born:yyyyMMdd}{index:D3}");
        return IdNumber.Parse(first17 + IdNumber.CheckCharacter(first17))!;
    }
}
