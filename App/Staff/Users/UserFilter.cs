using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui.Lists;

namespace WorkOrders.Staff.Users;

/// <summary>Filter of the user list, from the URL. Unknown values are ignored.</summary>
public sealed record UserFilter : IListQuery
{
    public const int PageSize = 50;
    public const string Path = "/admin/users";

    public string? Text { get; init; }

    public string? Role { get; init; }

    public string? Team { get; init; }

    public StaffStatus? Status { get; init; }

    public bool? Disabled { get; init; }

    public UserSort Sort { get; init; }

    public bool Descending { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNarrowed => Text is not null || Role is not null || Team is not null || Status is not null || Disabled is not null;

    public string Address => ListAddress.Of(
        Path,
        ("q", Text),
        ("role", Role),
        ("team", Team),
        ("status", Status?.ToString()),
        ("disabled", Disabled?.ToString().ToLowerInvariant()),
        ("sort", (Sort, Descending) is (default(UserSort), false) ? null : (Descending ? "-" : "") + Sort),
        ("page", ListAddress.OfPage(Page)));

    /// <summary>The filter as typed and chosen in the filter bar.</summary>
    public static UserFilter Of(string? text, string? role = null, string? team = null, string? status = null, string? disabled = null) => new()
    {
        Text = Normalise.Text(Normalise.Halfwidth(text)) is { } typed ? Normalise.Start(typed, UserLimits.Name) : null,
        Role = role is not null && Roles.Names.ContainsKey(role) ? role : null,
        Team = Normalise.Text(team),
        Status = ListAddress.Named<StaffStatus>(status),
        Disabled = bool.TryParse(disabled, out var value) ? value : null,
    };

    public static UserFilter Parse(string? query)
    {
        var parts = ListAddress.Parse(query);
        var sort = parts.Text("sort");
        var descending = sort?.StartsWith('-') == true;
        return Of(parts.Text("q"), parts.Text("role"), parts.Text("team"), parts.Text("status"), parts.Text("disabled")) with
        {
            Sort = ListAddress.Named<UserSort>(descending ? sort![1..] : sort) ?? default,
            Descending = descending,
            Page = parts.Page(),
        };
    }

    /// <summary>Sorted by this column; the other way round when it is already.</summary>
    public UserFilter SortedBy(UserSort sort) => this with { Sort = sort, Descending = Sort == sort && !Descending, Page = 1 };

    public IQueryable<User> Apply(IQueryable<User> users)
    {
        if (Text is { } text)
        {
            var (name, upper, number) = (ComparisonForm.OfName(text), text.ToUpperInvariant(), ComparisonForm.OfNumber(text));
            users = users.Where(u => u.NameKey.Contains(name) || u.NormalizedUserName!.Contains(upper)
                || u.EmployeeNumberKey!.Contains(number) || u.Initials.StartsWith(upper));
        }

        users = Role is null ? users : users.Where(u => u.GrantedRoles.Any(r => r.Name == Role));
        users = Team is null ? users : users.Where(u => u.Team == Team);
        users = Status is null ? users : users.Where(u => u.StaffStatus == Status);
        return Disabled is null ? users : users.Where(u => u.IsDisabled == Disabled);
    }

    public IQueryable<User> InOrder(IQueryable<User> users)
    {
        var sorted = (Sort, Descending) switch
        {
            (UserSort.Name, false) => users.OrderBy(u => u.Initials).ThenBy(u => u.DisplayName),
            (UserSort.Name, true) => users.OrderByDescending(u => u.Initials).ThenByDescending(u => u.DisplayName),
            (UserSort.UserName, false) => users.OrderBy(u => u.NormalizedUserName),
            (UserSort.UserName, true) => users.OrderByDescending(u => u.NormalizedUserName),
            (UserSort.EmployeeNumber, false) => users.OrderBy(u => u.EmployeeNumber),
            (UserSort.EmployeeNumber, true) => users.OrderByDescending(u => u.EmployeeNumber),
            (UserSort.Team, false) => users.OrderBy(u => u.Team),
            _ => users.OrderByDescending(u => u.Team),
        };
        return sorted.ThenBy(u => u.Id);
    }
}

/// <summary>Sort columns of the user list.</summary>
public enum UserSort
{
    UserName,
    Name,
    EmployeeNumber,
    Team,
}
