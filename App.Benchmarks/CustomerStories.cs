using System.Reflection;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers;
using WorkOrders.Customers.Duplicates.Finder;
using WorkOrders.Database;
using WorkOrders.Database.Bulk;
using WorkOrders.Shared;

namespace WorkOrders.Benchmarks;

/// <summary>Bulk-inserts customers, four persons to one enterprise, of which one in fifty comes twice in another spelling.</summary>
internal static class CustomerStories
{
    private const int Chunk = 20_000;
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private const string Places = "北京上海广州深圳杭州南京成都武汉西安重庆";
    private static readonly string[] Trades = ["科技", "贸易", "物流", "汽车销售", "建材", "餐饮管理", "信息技术", "文化传媒"];
    private static readonly PropertyInfo Id = typeof(Customer).GetProperty(nameof(Customer.Id))!;

    public static async Task AddAsync(AppDb db, int count)
    {
        var known = await db.Customers.CountAsync();
        var next = (await db.Customers.MaxAsync(c => (int?)c.Id) ?? 0) + 1;
        if (known >= count)
        {
            return;
        }

        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var random = new Random(20261128);
        foreach (var numbers in Enumerable.Range(next, count - known).Chunk(Chunk))
        {
            var customers = Array.ConvertAll(numbers, number => Make(number, random));
            await using var transaction = await db.Database.BeginTransactionAsync();
            await new BulkTable<Customer>(db, withIds: true).WriteAsync(customers, CancellationToken.None);
            await new BulkTable<CustomerBigram>(db, withIds: true)
                .WriteAsync([.. customers.SelectMany(c => NameLikeness.Bigrams(c.EnterpriseKey).Select(pair => new CustomerBigram(c.Id, pair)))], CancellationToken.None);
            await transaction.CommitAsync();
        }

        await db.Database.ExecuteSqlAsync($"""SELECT setval(pg_get_serial_sequence('"Customers"', 'Id'), (SELECT max("Id") FROM "Customers")); ANALYZE "Customers"; ANALYZE "CustomerBigrams";""");
    }

    /// <summary>Gives the customers owners, places, levels, states and follow-ups.</summary>
    public static async Task SpreadAsync(AppDb db)
    {
        if (await db.Customers.AnyAsync(c => c.Region == "区域3"))
        {
            return;
        }

        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlAsync($"""
            UPDATE "Customers" SET
                "OwnerId" = CASE WHEN "Id" % 10 = 9 THEN NULL ELSE (ARRAY(SELECT "Id" FROM "Users" ORDER BY "Id"))[1 + "Id" % 20] END,
                "Status" = CASE WHEN "Id" % 10 = 9 THEN 'InPool' WHEN "Id" % 50 = 1 THEN 'Inactive' ELSE 'Active' END,
                "Level" = CASE "Id" % 9 WHEN 0 THEN 'Important' WHEN 1 THEN 'Potential' ELSE 'Normal' END,
                "Region" = '区域' || "Id" % 31, "Industry" = '行业' || "Id" % 20,
                "LastFollowUpAt" = CASE WHEN "Id" % 3 = 0 THEN NULL ELSE now() - make_interval(hours => ("Id" % 5000)::int) END,
                "LastFollowUpKey" = CASE WHEN "Id" % 3 = 0 THEN "LastFollowUpKey" ELSE now() - make_interval(hours => ("Id" % 5000)::int) END
            """);
        await db.Database.ExecuteSqlRawAsync("""VACUUM ANALYZE "Customers" """);
    }

    /// <summary>The id of a customer with 500 records of all kinds.</summary>
    public static async Task<int> TellAsync(AppDb db)
    {
        var customer = await db.Customers.AsNoTracking().OrderByDescending(c => c.Id).FirstAsync(c => c.Type == CustomerType.Individual && c.Phone != null);
        if (!await db.CustomerFollowUps.AnyAsync(f => f.CustomerId == customer.Id))
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "CustomerFollowUps" ("CustomerId", "Kind", "Content", "AuthorId", "CreatedAt")
                SELECT {customer.Id}, 'Phone', '第 ' || n || ' 次跟进', (SELECT min("Id") FROM "Users"), now() - make_interval(days => n) FROM generate_series(1, 200) n;
                INSERT INTO "Opportunities" ("CustomerId", "Name", "NameKey", "Amount", "Stage", "ExpectedClose", "CreatedAt", "StageSince", "Version")
                SELECT {customer.Id}, '商机' || n, '商机' || n, 1000 * n, 'Quote', current_date + n, now() - make_interval(days => n), now(), 0 FROM generate_series(1, 50) n;
                INSERT INTO "CustomerContracts" ("CustomerId", "Number", "NumberKey", "Amount", "SignedOn", "State", "Version")
                SELECT {customer.Id}, 'BENCH-' || n, 'BENCH-' || n, 100000, current_date - 30 * n, 'Running', 0 FROM generate_series(1, 20) n;
                INSERT INTO "CustomerRepayments" ("ContractId", "CustomerId", "DueOn", "Amount", "Version")
                SELECT c."Id", c."CustomerId", c."SignedOn" + 30 * m, 10000, 0 FROM "CustomerContracts" c, generate_series(1, 5) m WHERE c."CustomerId" = {customer.Id};
                INSERT INTO "CustomerContacts" ("CustomerId", "Name", "Version") SELECT {customer.Id}, '联系人' || n, 0 FROM generate_series(1, 30) n;
                UPDATE "WorkOrders" SET "CustomerPhone" = {customer.Phone!.Unmask()}, "CustomerPhoneKey" = {customer.Phone.Key.Unmask()}, "IdNumber" = NULL, "IdNumberKey" = NULL
                WHERE "Id" IN (SELECT "Id" FROM "WorkOrders" WHERE "Status" <> 'Settled' ORDER BY "Id" DESC LIMIT 100);
                ANALYZE "CustomerFollowUps"; ANALYZE "Opportunities"; ANALYZE "CustomerContracts"; ANALYZE "CustomerRepayments"; ANALYZE "CustomerContacts"; ANALYZE "WorkOrders";
                """);
        }

        return customer.Id;
    }

    // Number n and n + 25 are the same customer when n is divisible by 50.
    private static Customer Make(int number, Random random)
    {
        var same = number % 50 == 25 ? number - 25 : number;
        var own = new Random(same);
        var customer = Customer.Of(same % 5 == 0 ? Enterprise(number, same, own) : Person(number, same, own, random));
        Id.SetValue(customer, number);
        return customer;
    }

    private static CustomerValues Enterprise(int number, int same, Random own)
    {
        var place = own.Next(Places.Length / 2) * 2;
        var brand = string.Concat(Enumerable.Range(0, 3).Select(_ => (char)(0x5000 + own.Next(900))));
        var name = $"{Places.AsSpan(place, 2)}{brand}{Trades[own.Next(Trades.Length)]}{(number == same ? "有限公司" : "股份有限公司")}";
        return new() { Name = name, Type = CustomerType.Enterprise, ContactPhone = PhoneNumber.Parse($"137{same:D8}") };
    }

    private static CustomerValues Person(int number, int same, Random own, Random random) => new()
    {
        Name = Surnames[own.Next(Surnames.Length)] + string.Concat(Enumerable.Range(0, 2).Select(_ => (char)(0x5000 + own.Next(300)))),
        Phone = PhoneNumber.Parse($"138{number:D8}"),
        ContactPhone = random.Next(10) == 0 ? PhoneNumber.Parse($"138{random.Next(1, 1_000_000):D8}") : null,
        Email = random.Next(3) == 0 ? EmailAddress.Parse($"c{same}@example.cn") : null,
    };
}
