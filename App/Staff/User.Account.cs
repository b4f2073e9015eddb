using System.Security.Cryptography;
using WorkOrders.Shared;

namespace WorkOrders.Staff;

public sealed partial class User
{
    /// <summary>Counts for the rule that somebody must be left who can administer.</summary>
    public bool IsActiveAdmin => !IsDisabled && GrantedRoles.Any(r => r.Name == Roles.Admin);

    /// <summary>A new account 新建账号; the form has checked name and profile, the password is set by whoever saves it.</summary>
    public static User Register(string userName, UserProfile profile, IEnumerable<Role> roles, IEnumerable<DutyRole> dutyRoles, CurrentUser actor, DateTimeOffset now)
    {
        var user = new User { UserName = userName };
        var changes = user.Take(profile, [.. roles], [.. dutyRoles]);
        user.Record("新建账号", changes, actor, now);
        return user;
    }

    /// <summary>修改资料 of a person whose roles stay: for data that is made by code.</summary>
    public void Change(UserProfile profile, CurrentUser actor, DateTimeOffset now) =>
        Change(profile, [.. GrantedRoles], [.. DutyRoles], actor, now);

    /// <summary>修改资料; other roles end the person's sessions, so that open pages lose what they may no longer show.</summary>
    public Outcome Change(UserProfile profile, IReadOnlyCollection<Role> roles, IReadOnlyCollection<DutyRole> dutyRoles, CurrentUser actor, DateTimeOffset now)
    {
        var rolesBefore = NamesOf(GrantedRoles);
        var changes = Take(profile, roles, dutyRoles);
        if (changes.Count > 0)
        {
            Record("修改资料", changes, actor, now);
        }

        if (rolesBefore != NamesOf(GrantedRoles))
        {
            EndSessions();
        }

        return Outcome.Done;
    }

    /// <summary>停用账号: open pages are signed out within a minute because the security stamp changes with it.</summary>
    public Outcome Disable(CurrentUser actor, DateTimeOffset now)
    {
        if (actor.Id == Id)
        {
            return Outcome.Refused("不能停用自己的账号");
        }

        if (IsDisabled)
        {
            return Outcome.Refused("账号 {0} 已经停用", UserName!);
        }

        IsDisabled = true;
        EndSessions();
        Record("停用账号", [], actor, now);
        return Outcome.Done;
    }

    /// <summary>启用账号, with no failed sign-ins left from before.</summary>
    public Outcome Enable(CurrentUser actor, DateTimeOffset now)
    {
        if (!IsDisabled)
        {
            return Outcome.Refused("账号 {0} 没有停用", UserName!);
        }

        IsDisabled = false;
        ForgetFailures();
        Record("启用账号", [], actor, now);
        return Outcome.Done;
    }

    /// <summary>解除锁定 after too many wrong passwords.</summary>
    public Outcome Unlock(CurrentUser actor, DateTimeOffset now)
    {
        if (!IsLocked(now))
        {
            return Outcome.Refused("账号 {0} 没有被锁定", UserName!);
        }

        ForgetFailures();
        Record("解除锁定", [], actor, now);
        return Outcome.Done;
    }

    /// <summary>重置密码 to one whose hash this is; it ends the person's sessions and lifts a lockout.</summary>
    public Outcome ResetPassword(string hash, CurrentUser actor, DateTimeOffset now)
    {
        PasswordHash = hash;
        ForgetFailures();
        EndSessions();
        Record("重置密码", [], actor, now);
        return Outcome.Done;
    }

    /// <summary>重置两步验证 for somebody who lost his telephone and his recovery codes.</summary>
    public Outcome ResetTwoFactor(CurrentUser actor, DateTimeOffset now)
    {
        if (!TwoFactorEnabled)
        {
            return Outcome.Refused("账号 {0} 没有启用两步验证", UserName!);
        }

        TwoFactorEnabled = false;
        EndSessions();
        Record("重置两步验证", [], actor, now);
        return Outcome.Done;
    }

    /// <summary>What a person did to his own sign-in: 修改密码, 启用两步验证 …; saved with the change by Identity.</summary>
    public void RecordOwn(string action, CurrentUser me, DateTimeOffset now) => Record(action, [], me, now);

    public bool IsLocked(DateTimeOffset now) => LockoutEnd > now;

    private static string? NamesOf(IEnumerable<Role> roles) =>
        string.Join('、', roles.Select(r => Roles.Names[r.Name!]).Order(StringComparer.Ordinal)) is { Length: > 0 } names ? names : null;

    private static string? NamesOf(IEnumerable<DutyRole> roles) =>
        string.Join('、', roles.Select(r => r.Name).Order(StringComparer.Ordinal)) is { Length: > 0 } names ? names : null;

    private List<FieldChange> Take(UserProfile profile, IReadOnlyCollection<Role> roles, IReadOnlyCollection<DutyRole> dutyRoles)
    {
        FieldChange?[] changes =
        [
            FieldChange.Between("姓名", Normalise.Text(DisplayName), profile.DisplayName),
            FieldChange.Between("工号", EmployeeNumber, profile.EmployeeNumber),
            FieldChange.Between("手机", Shared.PhoneNumber.Parse(PhoneNumber), Shared.PhoneNumber.Parse(profile.Phone)),
            FieldChange.Between("邮箱", Email, profile.Email),
            FieldChange.Between("公司", Company, profile.Company),
            FieldChange.Between("部门", Department, profile.Department),
            FieldChange.Between("组织", Organization, profile.Organization),
            FieldChange.Between("协助人", Assistant?.DisplayName, profile.Assistant?.DisplayName),
            FieldChange.Between("省份", Province, profile.Province),
            FieldChange.Between("班组", Team, profile.Team),
            FieldChange.Between("在职状态", StaffStatus.Text(), profile.StaffStatus.Text()),
            FieldChange.Between("角色", NamesOf(GrantedRoles), NamesOf(roles)),
            FieldChange.Between("对接角色", NamesOf(DutyRoles), NamesOf(dutyRoles)),
        ];
        TakeProfile(profile);
        Exchange(GrantedRoles, roles);
        Exchange(DutyRoles, dutyRoles);
        return [.. changes.OfType<FieldChange>()];
    }

    private void TakeProfile(UserProfile profile)
    {
        DisplayName = profile.DisplayName;
        Initials = PinyinInitials.Of(profile.DisplayName);
        EmployeeNumber = profile.EmployeeNumber;
        PhoneNumber = profile.Phone;
        Email = profile.Email;
        NormalizedEmail = profile.Email?.ToUpperInvariant();
        Company = profile.Company;
        Department = profile.Department;
        Organization = profile.Organization;
        (Assistant, AssistantId) = (profile.Assistant, profile.Assistant?.Id);
        Province = profile.Province;
        Team = profile.Team;
        StaffStatus = profile.StaffStatus;
    }

    // Only what differs is touched: a join row that stays is not deleted and written again.
    private static void Exchange<T>(ICollection<T> present, IReadOnlyCollection<T> wanted)
    {
        foreach (var gone in present.Except(wanted).ToList())
        {
            present.Remove(gone);
        }

        foreach (var added in wanted.Except(present).ToList())
        {
            present.Add(added);
        }
    }

    private void ForgetFailures() => (LockoutEnd, AccessFailedCount) = (null, 0);

    private void EndSessions() => SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    private void Record(string action, IReadOnlyList<FieldChange> changes, CurrentUser actor, DateTimeOffset now)
    {
        // The row changes even when only roles do: two administrators at one account must meet.
        ConcurrencyStamp = Guid.CreateVersion7(now).ToString();
        NewRecords.Add(OperationRecord.Of(actor, now, OperationSubject.User, UserName!, action, changes));
    }
}
