using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Staff;

/// <summary>A member of the staff 员工 who can sign in.</summary>
public sealed class User : IdentityUser<int>, IRecorded
{
    public string DisplayName { get; private set; } = "";

    /// <summary>Pinyin initials of the name (李雷 → LL), so that long lists are found by typing.</summary>
    public string Initials { get; private set; } = "";

    public string? EmployeeNumber { get; private set; }

    public string? Company { get; private set; }

    public string? Department { get; private set; }

    public string? Organization { get; private set; }

    /// <summary>协助人.</summary>
    public int? AssistantId { get; private set; }

    public User? Assistant { get; private set; }

    public string? Province { get; private set; }

    /// <summary>Team 班组: shares saved views among its members.</summary>
    public string? Team { get; private set; }

    public DutyStatus DutyStatus { get; private set; }

    public StaffStatus StaffStatus { get; private set; }

    /// <summary>A disabled person can't sign in and is signed out within a minute.</summary>
    public bool IsDisabled { get; private set; }

    public ICollection<DutyRole> DutyRoles { get; private set; } = [];

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>May be given work: signs in, still employed, not on leave.</summary>
    public bool IsAvailable => !IsDisabled && StaffStatus == StaffStatus.Employed && DutyStatus == DutyStatus.OnDuty;

    /// <summary>Takes over a profile that was checked, and records what changed.</summary>
    public void Change(UserProfile profile, CurrentUser actor, DateTimeOffset now)
    {
        FieldChange?[] changes =
        [
            FieldChange.Between("姓名", DisplayName, profile.DisplayName),
            FieldChange.Between("工号", EmployeeNumber, profile.EmployeeNumber),
            FieldChange.Between("手机", Shared.PhoneNumber.Parse(PhoneNumber), Shared.PhoneNumber.Parse(profile.Phone)),
            FieldChange.Between("邮箱", Email, profile.Email),
            FieldChange.Between("公司", Company, profile.Company),
            FieldChange.Between("部门", Department, profile.Department),
            FieldChange.Between("组织", Organization, profile.Organization),
            FieldChange.Between("协助人", AssistantId, profile.AssistantId),
            FieldChange.Between("省份", Province, profile.Province),
            FieldChange.Between("班组", Team, profile.Team),
            FieldChange.Between("在职状态", StaffStatus, profile.StaffStatus),
        ];
        DisplayName = profile.DisplayName;
        Initials = PinyinInitials.Of(profile.DisplayName);
        EmployeeNumber = profile.EmployeeNumber;
        PhoneNumber = profile.Phone;
        Email = profile.Email;
        Company = profile.Company;
        Department = profile.Department;
        Organization = profile.Organization;
        AssistantId = profile.AssistantId;
        Province = profile.Province;
        Team = profile.Team;
        StaffStatus = profile.StaffStatus;
        RecordChanges("修改资料", changes, actor, now);
    }

    /// <summary>Closes the account; open pages are signed out within a minute because the security stamp changes with it.</summary>
    public void Disable(CurrentUser actor, DateTimeOffset now)
    {
        IsDisabled = true;
        NewRecords.Add(OperationRecord.Of(actor, now, OperationSubject.User, UserName!, "停用账号"));
    }

    public void Enable(CurrentUser actor, DateTimeOffset now)
    {
        IsDisabled = false;
        NewRecords.Add(OperationRecord.Of(actor, now, OperationSubject.User, UserName!, "启用账号"));
    }

    /// <summary>休假: no work is given to the person until 销假; open orders stay where they are.</summary>
    public void TakeLeave(CurrentUser actor, DateTimeOffset now)
    {
        DutyStatus = DutyStatus.OnLeave;
        NewRecords.Add(OperationRecord.Of(actor, now, OperationSubject.User, UserName!, "休假"));
    }

    private void RecordChanges(string action, IEnumerable<FieldChange?> changes, CurrentUser actor, DateTimeOffset now)
    {
        if (changes.OfType<FieldChange>().ToList() is { Count: > 0 } real)
        {
            NewRecords.Add(OperationRecord.Of(actor, now, OperationSubject.User, UserName!, action, real));
        }
    }

    internal sealed class Configuration : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> builder)
        {
            builder.ToTable("Users");
            builder.Property(u => u.DisplayName).HasMaxLength(50);
            builder.Property(u => u.Initials).HasMaxLength(50);
            builder.Property(u => u.EmployeeNumber).HasMaxLength(30);
            builder.Property(u => u.Company).HasMaxLength(100);
            builder.Property(u => u.Department).HasMaxLength(100);
            builder.Property(u => u.Organization).HasMaxLength(100);
            builder.Property(u => u.Province).HasMaxLength(30);
            builder.Property(u => u.Team).HasMaxLength(50);
            builder.HasIndex(u => u.EmployeeNumber).IsUnique();
            builder.HasOne(u => u.Assistant).WithMany().HasForeignKey(u => u.AssistantId).OnDelete(DeleteBehavior.NoAction);
            builder.HasMany(u => u.DutyRoles).WithMany().UsingEntity("UserDutyRoles");
        }
    }
}

/// <summary>What an administrator keeps about a person.</summary>
public sealed record UserProfile(
    string DisplayName,
    string? EmployeeNumber = null,
    string? Phone = null,
    string? Email = null,
    string? Company = null,
    string? Department = null,
    string? Organization = null,
    int? AssistantId = null,
    string? Province = null,
    string? Team = null,
    StaffStatus StaffStatus = StaffStatus.Employed);

/// <summary>在岗 or 休假.</summary>
public enum DutyStatus
{
    OnDuty,
    OnLeave,
}

/// <summary>在职, 离职 or 调岗.</summary>
public enum StaffStatus
{
    Employed,
    Resigned,
    Transferred,
}

/// <summary>An Identity role with a number as key.</summary>
public sealed class Role : IdentityRole<int>;

/// <summary>对接角色: says who may be given which orders; never an Identity role.</summary>
public sealed class DutyRole
{
    private DutyRole()
    {
    }

    public DutyRole(string name) => Name = name;

    public int Id { get; private set; }

    public string Name { get; set; } = "";

    public bool IsEnabled { get; set; } = true;

    internal sealed class Configuration : IEntityTypeConfiguration<DutyRole>
    {
        public void Configure(EntityTypeBuilder<DutyRole> builder)
        {
            builder.Property(r => r.Name).HasMaxLength(50);
            builder.HasIndex(r => r.Name).IsUnique();
        }
    }
}
