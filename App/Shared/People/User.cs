using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders.Shared.People;

/// <summary>A staff member 员工 who can sign in.</summary>
public sealed partial class User : IdentityUser<int>, IRecorded
{
    public string DisplayName { get; private set => NameKey = ComparisonForm.OfName(field = NumberInName.Masked(value)); } = "";

    /// <summary>Comparison form of the name.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>Pinyin initials of the name (李雷 → LL), for searching in long lists.</summary>
    public string Initials { get; private set; } = "";

    public string? EmployeeNumber { get; private set => EmployeeNumberKey = ComparisonForm.OfNumber(field = value); }

    /// <inheritdoc cref="ComparisonForm"/>
    public string? EmployeeNumberKey { get; private set; }

    public string? Company { get; private set; }

    public string? Department { get; private set; }

    public string? Organization { get; private set; }

    /// <summary>协助人.</summary>
    public int? AssistantId { get; private set; }

    public User? Assistant { get; private set; }

    public string? Province { get; private set; }

    /// <summary>Team 班组: saved views are shared with its members.</summary>
    public string? Team { get; private set; }

    public DutyStatus DutyStatus { get; private set; }

    public StaffStatus StaffStatus { get; private set; }

    /// <summary>A disabled user can't sign in and is signed out at once.</summary>
    public bool IsDisabled { get; private set; }

    /// <summary>Somebody else set the password (首次登录须改密码): until the person changes it, every page leads to the password page.</summary>
    public bool MustChangePassword { get; private set; }

    /// <summary>The newest time step of the authenticator app that was accepted; 0: none. One statement raises it, saves never write it.</summary>
    public long LastCodeStep { get; private set; }

    public ICollection<DutyRole> DutyRoles { get; private set; } = [];

    /// <summary>The Identity roles, mapped to the same rows as Identity's stores.</summary>
    public ICollection<Role> GrantedRoles { get; private set; } = [];

    /// <summary>Authenticator key and recovery codes, the same rows as in Identity's store. Loaded only where an administrator changes the account.</summary>
    public ICollection<IdentityUserToken<int>> SecondFactor { get; private set; } = [];

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>Can be assigned orders: not disabled, employed, not on leave.</summary>
    public bool IsAvailable => !IsDisabled && StaffStatus == StaffStatus.Employed && DutyStatus == DutyStatus.OnDuty;

    internal sealed class Configuration : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> builder)
        {
            builder.ToTable("Users");
            builder.Property(u => u.DisplayName).HasMaxLength(50);
            builder.Property(u => u.NameKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.Property(u => u.Initials).HasMaxLength(50);
            builder.Property(u => u.EmployeeNumber).HasMaxLength(30);
            builder.Property(u => u.Company).HasMaxLength(100);
            builder.Property(u => u.Department).HasMaxLength(100);
            builder.Property(u => u.Organization).HasMaxLength(100);
            builder.Property(u => u.Province).HasMaxLength(30);
            builder.Property(u => u.Team).HasMaxLength(50);
            builder.Property(u => u.EmployeeNumberKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.HasIndex(u => u.EmployeeNumberKey).IsUnique();
            builder.HasIndex(u => u.LeaveUntil).HasFilter("\"LeaveUntil\" IS NOT NULL");
            builder.HasOne(u => u.Assistant).WithMany().HasForeignKey(u => u.AssistantId).OnDelete(DeleteBehavior.NoAction);
            builder.HasMany(u => u.DutyRoles).WithMany().UsingEntity("UserDutyRoles");
            builder.HasMany(u => u.SecondFactor).WithOne().HasForeignKey(t => t.UserId);

            // Identity saves every column of the user it has read, and would put an older step back.
            builder.Property(u => u.LastCodeStep).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            builder.HasMany(u => u.GrantedRoles).WithMany().UsingEntity<IdentityUserRole<int>>(
                row => row.HasOne<Role>().WithMany().HasForeignKey(r => r.RoleId),
                row => row.HasOne<User>().WithMany().HasForeignKey(r => r.UserId));
        }
    }
}

/// <summary>在岗 or 休假.</summary>
public enum DutyStatus
{
    [Named("在岗")]
    OnDuty,

    [Named("休假")]
    OnLeave,
}

/// <summary>在职, 离职 or 调岗.</summary>
public enum StaffStatus
{
    [Named("在职")]
    Employed,

    [Named("离职")]
    Resigned,

    [Named("调岗")]
    Transferred,
}

/// <summary>An Identity role with an integer key.</summary>
public sealed class Role : IdentityRole<int>;
