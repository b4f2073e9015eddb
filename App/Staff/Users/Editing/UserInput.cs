using System.Net.Mail;
using System.Text.RegularExpressions;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Users.Editing;

/// <summary>Form input for a user account.</summary>
public sealed partial class UserInput
{
    public string? UserName { get; set; }

    public string? DisplayName { get; set; }

    public string? EmployeeNumber { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? Company { get; set; }

    public string? Department { get; set; }

    public string? Organization { get; set; }

    public int? AssistantId { get; set; }

    public string? Province { get; set; }

    public string? Team { get; set; }

    public StaffStatus StaffStatus { get; set; }

    public SortedSet<string> Roles { get; init; } = new(StringComparer.Ordinal);

    public SortedSet<int> DutyRoleIds { get; init; } = [];

    /// <summary>Null generates a password.</summary>
    public string? Password { get; set; }

    public static UserInput Of(User user) => new()
    {
        UserName = user.UserName,
        DisplayName = user.DisplayName,
        EmployeeNumber = user.EmployeeNumber,
        Phone = user.PhoneNumber,
        Email = user.Email,
        Company = user.Company,
        Department = user.Department,
        Organization = user.Organization,
        AssistantId = user.AssistantId,
        Province = user.Province,
        Team = user.Team,
        StaffStatus = user.StaffStatus,
        Roles = new SortedSet<string>(user.GrantedRoles.Select(r => r.Name!), StringComparer.Ordinal),
        DutyRoleIds = [.. user.DutyRoles.Select(r => r.Id)],
    };

    /// <summary>Tidies the input and returns what is wrong with it, in form order.</summary>
    public IEnumerable<FieldError> Check(bool isNew)
    {
        Tidy();
        if (isNew && (UserName is null || !UserNamePattern().IsMatch(UserName)))
        {
            yield return new FieldError("用户名", "用户名由 3 至 32 个小写字母、数字、点、横线或下划线组成，以字母开头");
        }

        if (DisplayName is null)
        {
            yield return new FieldError("姓名", "请填写{0}");
        }

        foreach (var (name, value, length) in Lengths())
        {
            if (value?.Length > length)
            {
                yield return new FieldError(name, "{0}不能超过 {1} 个字符", length);
            }
        }

        foreach (var error in Names().Select(n => NumberInName.ErrorOf(n.Name, n.Value)).OfType<FieldError>())
        {
            yield return error;
        }

        if (Phone is not null && PhoneNumber.Parse(Phone) is null)
        {
            yield return new FieldError("手机", "手机应为 5 至 19 位数字，可带 + 号");
        }

        if (Email is not null && !(MailAddress.TryCreate(Email, out var address) && address.Address == Email))
        {
            yield return new FieldError("邮箱", "邮箱的格式应如 name@example.com");
        }

        if (Roles.Count == 0)
        {
            yield return new FieldError("角色", "请至少选择一个角色");
        }
    }

    public UserProfile ToProfile(User? assistant) => new(
        DisplayName!, EmployeeNumber, PhoneNumber.Parse(Phone)?.Unmask(), Email, Company, Department, Organization, assistant, Province, Team, StaffStatus);

    /// <summary>What a password may not be made of.</summary>
    public IEnumerable<string?> AboutPerson() => [UserName, DisplayName, EmployeeNumber, Phone, Email, Company, Department, Organization, Team];

    private (string Name, string? Value)[] Names() =>
        [("姓名", DisplayName), ("公司", Company), ("部门", Department), ("组织", Organization), ("省份", Province), ("班组", Team)];

    private (string Name, string? Value, int Length)[] Lengths() =>
    [
        ("姓名", DisplayName, UserLimits.Name),
        ("工号", EmployeeNumber, UserLimits.EmployeeNumber),
        ("邮箱", Email, UserLimits.Email),
        ("公司", Company, UserLimits.Unit),
        ("部门", Department, UserLimits.Unit),
        ("组织", Organization, UserLimits.Unit),
        ("省份", Province, UserLimits.Province),
        ("班组", Team, UserLimits.Team),
    ];

    private void Tidy()
    {
        UserName = Normalise.Line(Normalise.Halfwidth(UserName));
        DisplayName = Normalise.Line(DisplayName);
        EmployeeNumber = Normalise.Line(Normalise.Halfwidth(EmployeeNumber));
        Phone = Normalise.Text(Normalise.Halfwidth(Phone));
        Email = Normalise.Line(Normalise.Halfwidth(Email));
        Company = Normalise.Line(Company);
        Department = Normalise.Line(Department);
        Organization = Normalise.Line(Organization);
        Province = Normalise.Line(Province);
        Team = Normalise.Line(Team);
        Password = string.IsNullOrEmpty(Password) ? null : Password;
    }

    [GeneratedRegex("^[a-z][a-z0-9._-]{2,31}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserNamePattern();
}
