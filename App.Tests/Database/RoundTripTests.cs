using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;

namespace WorkOrders.Tests;

public sealed class RoundTripTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Chinese_texts_identifiers_and_instants_come_back_as_they_went()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        var at = new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.FromHours(8)).ToUniversalTime().AddTicks(1230);
        var order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).At(at).With(f => f with
        {
            CustomerName = "欧阳震华𠮷",
            IdNumber = IdNumber.Parse(Given.Id),
            Description = FreeText.Parse("逾期 43 天；电话 13812345678\n“再联系”"),
        }).Build());

        var stored = await database.ReadAsync(db => db.WorkOrders.AsNoTracking().SingleAsync(o => o.Id == order.Id));
        Assert.Equal(order.Fields, stored.Fields);
        Assert.Equal((at, TimeSpan.Zero), (stored.CreatedAt, stored.CreatedAt.Offset));
        Assert.Equal("逾期 43 天；电话 13812345678\n“再联系”", stored.Description!.Unmask());
    }

    [Fact]
    public async Task Names_are_found_by_their_whole_Chinese_text()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        var order = await database.SaveAsync(Given.WorkOrder().HandledBy(li).With(f => f with { CustomerName = "张伟强" }).Build());
        var found = await database.ReadAsync(db => db.WorkOrders.Where(o => o.CustomerName == "张伟强").Select(o => o.Number).ToListAsync());
        Assert.Equal([order.Number], found);
        Assert.Equal(1, await database.ReadAsync(db => db.WorkOrders.CountAsync(o => o.CustomerName!.StartsWith("张伟强"))));
    }

    [Fact]
    public async Task A_rare_character_makes_another_name()
    {
        var li = await database.SaveAsync(Given.User("李雷"));
        await database.SaveAsync(Given.WorkOrder().HandledBy(li).With(f => f with { CustomerName = "司马震华𠮷" }).Build());
        Assert.Equal(0, await database.ReadAsync(db => db.WorkOrders.CountAsync(o => o.CustomerName == "司马震华" || o.CustomerName == "司马震华𠀋")));
        Assert.Equal(1, await database.ReadAsync(db => db.WorkOrders.CountAsync(o => o.CustomerName == "司马震华𠮷")));
    }

    [Fact]
    public async Task Money_would_be_kept_to_the_cent()
    {
        await using var db = database.CreateDbContext();
        Assert.All(db.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.ClrType == typeof(decimal) || p.ClrType == typeof(decimal?)),
            p => Assert.Equal((15, 2), (p.GetPrecision(), p.GetScale())));
        Assert.Equal(1234567890123.45m, (await db.Database.SqlQuery<decimal>($"SELECT CAST({1234567890123.45m} AS decimal(15,2)) AS \"Value\"").ToListAsync()).Single());
    }

    [Fact]
    public void Keys_of_one_node_are_read_by_the_next()
    {
        new KeyRing(database.Factory).StoreElement(new XElement("key", new XAttribute("id", "甲")), "key-1");
        Assert.Equal("甲", Assert.Single(new KeyRing(database.Factory).GetAllElements()).Attribute("id")!.Value);
    }
}
