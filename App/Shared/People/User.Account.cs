using System.ComponentModel.DataAnnotations.Schema;
using System.Security.Cryptography;

namespace WorkOrders.Shared.People;

public sealed partial class User
{
    /// <summary>Used by the rule that at least one active administrator must remain.</summary>
    public bool IsActiveAdmin => !IsDisabled && GrantedRoles.Any(r => r.Name == Roles.Admin);

    /// <summary>The last active administrator can neither be disabled nor lose the role. Known only after <see cref="NoteOtherAdmins"/>.</summary>
    [NotMapped]
    public bool IsLastAdmin { get; private set; }

    /// <summary>Call before a change of the account. <paramref name="any"/>: another account is an active administrator.</summary>
    public void NoteOtherAdmins(bool any) => IsLastAdmin = IsActiveAdmin && !any;

    /// <summary>新建账号. The form has validated name and profile; the caller sets the password when it saves.</summary>
    /// <param name="userName">The user name.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="roles">Identity roles.</param>
    /// <param name="dutyRoles">对接角色.</param>
    /// <param name="actor">Who makes the account.</param>
    /// <param name="now">The time.</param>
    /// <param name="mustChangePassword">False only for the demo people, whose password is public.</param>
    public static User Register(
        string userName, UserProfile profile, IEnumerable<Role> roles, IEnumerable<DutyRole> dutyRoles, CurrentUser actor, DateTimeOffset now, bool mustChangePassword = true)
    {
        var user = new User { UserName = userName, MustChangePassword = mustChangePassword };
        var changes = user.Take(profile, [.. roles], [.. dutyRoles]);
        user.Record(StaffActions.Registered, changes, actor, now);
        return user;
    }

    /// <summary>修改资料 without a change of roles, for data created by code.</summary>
    public void Change(UserProfile profile, CurrentUser actor, DateTimeOffset now) =>
        Change(profile, [.. GrantedRoles], [.. DutyRoles], actor, now);

    /// <summary>修改资料. A change of roles ends the person's sessions, so that open pages lose what they may no longer show.</summary>
    public Outcome Change(UserProfile profile, IReadOnlyCollection<Role> roles, IReadOnlyCollection<DutyRole> dutyRoles, CurrentUser actor, DateTimeOffset now)
    {
        if (IsLastAdmin && roles.All(r => r.Name != Roles.Admin))
        {
            return LastAdminStays;
        }

        var rolesBefore = NamesOf(GrantedRoles);
        var changes = Take(profile, roles, dutyRoles);
        if (changes.Count > 0)
        {
            Record(StaffActions.Changed, changes, actor, now);
        }

        if (!rolesBefore.SequenceEqual(NamesOf(GrantedRoles)))
        {
            EndSessions();
        }

        return Outcome.Done;
    }

    /// <summary>停用账号: changes the security stamp, which ends the person's sessions.</summary>
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

        if (IsLastAdmin)
        {
            return LastAdminStays;
        }

        IsDisabled = true;
        EndSessions();
        Record(StaffActions.Disabled, [], actor, now);
        return Outcome.Done;
    }

    /// <summary>启用账号; clears failed sign-ins and the lockout.</summary>
    public Outcome Enable(CurrentUser actor, DateTimeOffset now)
    {
        if (!IsDisabled)
        {
            return Outcome.Refused("账号 {0} 没有停用", UserName!);
        }

        IsDisabled = false;
        ForgetFailures();
        Record(StaffActions.Enabled, [], actor, now);
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
        Record(StaffActions.Unlocked, [], actor, now);
        return Outcome.Done;
    }

    /// <summary>重置密码: sets the password hash, ends the person's sessions and clears a lockout. The person must change it at the next sign-in.</summary>
    public Outcome ResetPassword(string hash, CurrentUser actor, DateTimeOffset now)
    {
        PasswordHash = hash;
        MustChangePassword = true;
        ForgetFailures();
        EndSessions();
        Record(StaffActions.PasswordReset, [], actor, now);
        return Outcome.Done;
    }

    /// <summary>重置两步验证, when a person has lost their phone and recovery codes: the key and the codes go with it. <see cref="SecondFactor"/> must be loaded.</summary>
    public Outcome ResetTwoFactor(CurrentUser actor, DateTimeOffset now)
    {
        if (!TwoFactorEnabled)
        {
            return Outcome.Refused("账号 {0} 没有启用两步验证", UserName!);
        }

        TwoFactorEnabled = false;
        SecondFactor.Clear();
        EndSessions();
        Record(StaffActions.TwoFactorReset, [], actor, now);
        return Outcome.Done;
    }

    /// <summary>全部退出: ends every session of the person, of web and API.</summary>
    public void SignOutEverywhere(CurrentUser actor, DateTimeOffset now)
    {
        EndSessions();
        Record(StaffActions.SignedOutEverywhere, [], actor, now);
    }

    /// <summary>修改密码 by the person: Identity sets the hash and saves it with this.</summary>
    public void ChangeOwnPassword(CurrentUser me, DateTimeOffset now)
    {
        MustChangePassword = false;
        RecordOwn(StaffActions.PasswordChanged, me, now);
    }

    /// <summary>Records an action of a person on their own sign-in: 启用两步验证 …; Identity saves it with the change.</summary>
    public void RecordOwn(OperationAction action, CurrentUser me, DateTimeOffset now) => Record(action, [], me, now);

    public bool IsLocked(DateTimeOffset now) => LockoutEnd > now;

    private Outcome LastAdminStays => Outcome.Refused("{0} 是最后一个可用的管理员，不能停用，也不能去掉管理员角色", DisplayName);

    private static List<RoleName> NamesOf(IEnumerable<Role> roles) => [.. Roles.All.Where(name => roles.Any(r => r.Name == name.Code))];

    private static string? NamesOf(IEnumerable<DutyRole> roles) =>
        string.Join('、', roles.Select(r => r.Name).Order(StringComparer.Ordinal)) is { Length: > 0 } names ? names : null;

    private List<FieldChange> Take(UserProfile profile, IReadOnlyCollection<Role> roles, IReadOnlyCollection<DutyRole> dutyRoles)
    {
        FieldChange?[] changes =
        [
            FieldChange.Between(StaffFields.DisplayName, Normalise.Text(DisplayName), profile.DisplayName),
            FieldChange.Between(StaffFields.EmployeeNumber, EmployeeNumber, profile.EmployeeNumber),
            FieldChange.Between(StaffFields.Phone, Shared.PhoneNumber.Parse(PhoneNumber), Shared.PhoneNumber.Parse(profile.Phone)),
            FieldChange.Between(StaffFields.Email, Email, profile.Email),
            FieldChange.Between(StaffFields.Company, Company, profile.Company),
            FieldChange.Between(StaffFields.Department, Department, profile.Department),
            FieldChange.Between(StaffFields.Organization, Organization, profile.Organization),
            FieldChange.Between(StaffFields.Assistant, Assistant?.DisplayName, profile.Assistant?.DisplayName),
            FieldChange.Between(StaffFields.Province, Province, profile.Province),
            FieldChange.Between(StaffFields.Team, Team, profile.Team),
            FieldChange.Between(StaffFields.StaffStatus, StaffStatus, profile.StaffStatus),
            FieldChange.Between(StaffFields.Roles, NamesOf(GrantedRoles), NamesOf(roles)),
            FieldChange.Between(StaffFields.DutyRoles, NamesOf(DutyRoles), NamesOf(dutyRoles)),
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

    // Change only the difference, so that unchanged join rows are not deleted and inserted again.
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

    private void Record(OperationAction action, IReadOnlyList<FieldChange> changes, CurrentUser actor, DateTimeOffset now)
    {
        // Optimistic concurrency: change the row even when only roles change, so that two administrators editing one account conflict.
        ConcurrencyStamp = Guid.CreateVersion7(now).ToString();
        NewRecords.Add(OperationRecord.Of(actor, now, StaffSubjects.User, UserName!, action, changes));
    }
}
