using WorkOrders.Shared;

namespace WorkOrders.Staff.Users;

/// <summary>Something done to an account beside the form: the verb, what is said when it is done, and the password it made.</summary>
public sealed record AccountAct(string Done, Func<User, CurrentUser, DateTimeOffset, Outcome> Verb, string? Password = null);
