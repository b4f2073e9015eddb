using Microsoft.Extensions.Time.Testing;
using WorkOrders.Customers;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Support;

/// <summary>Creates test data. Nothing is saved until <see cref="TestDatabase.SaveAsync"/>.</summary>
public static class Given
{
    /// <summary>Friday, 14:00 in Shanghai.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    public const string Phone = "13812345678";
    public const string MaskedPhone = "138****5678";

    /// <summary>An ID number with a valid check character.</summary>
    public const string Id = "11010519491231002X";
    public const string MaskedId = "110105********002X";

    private static int last;

    /// <summary>A clock fixed at <see cref="Now"/> until a test advances it.</summary>
    public static FakeTimeProvider Clock() => new(Now);

    /// <summary>A user with a unique ID, by default in the team 客服一班.</summary>
    public static User User(string name = "李雷", string? team = "客服一班")
    {
        var number = Next();
        var user = new User { Id = number, UserName = "user" + number, NormalizedUserName = "USER" + number, SecurityStamp = "stamp" };
        user.Change(new UserProfile(name, Team: team), As.Somebody(Roles.Admin), Now);
        user.NewRecords.Clear();
        return user;
    }

    public static WorkOrderBuilder WorkOrder() => new(Next());

    public static Customer Customer(string name = "张伟") =>
        new(name, CustomerType.Individual, PhoneNumber.Parse("139" + Next().ToString("D8"))!);

    /// <summary>A different ID number at every call.</summary>
    public static IdNumber SomeId()
    {
        var first17 = "11010119900101" + (Next() % 1000).ToString("D3");
        return IdNumber.Parse(first17 + IdNumber.CheckCharacter(first17))!;
    }

    internal static int Next() => Interlocked.Increment(ref last) + 500_000;
}
