using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Users.Editing;

/// <summary>An account action outside the form: the method, the success message, and the generated password.</summary>
public sealed record AccountAct(string Done, Func<User, CurrentUser, DateTimeOffset, Outcome> Verb, string? Password = null);
