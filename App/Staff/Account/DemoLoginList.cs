namespace WorkOrders.Staff.Account;

/// <summary>Demo users offered on the login page; empty outside Development.</summary>
public sealed record DemoLoginList(string Password, IReadOnlyList<DemoLogin> People)
{
    public static readonly DemoLoginList Empty = new("", []);
}

/// <summary>A demo user with their Identity role.</summary>
public sealed record DemoLogin(string UserName, string Name, string Role);
