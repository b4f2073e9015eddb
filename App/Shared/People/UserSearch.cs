namespace WorkOrders.Shared.People;

/// <summary>Search for people in records.</summary>
public static class UserSearch
{
    /// <summary>The people with this text in their name, or with this user name or employee number.</summary>
    public static IQueryable<User> Named(this IQueryable<User> users, string text)
    {
        var (name, userName, number) = (ComparisonForm.OfName(text), Normalise.Halfwidth(text).ToUpperInvariant(), ComparisonForm.OfNumber(text));
        return users.Where(u => u.NameKey.Contains(name) || u.NormalizedUserName == userName || u.EmployeeNumberKey == number);
    }
}
