using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.AccessRecords;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Staff.Sessions;

/// <summary>A sign-in that goes on 会话: of the web (<see cref="WebSession"/>) or of the API.</summary>
public abstract class Session : IRecorded
{
    private const int HashLength = 64;

    private protected Session()
    {
    }

    private protected Session(int userId, string securityStamp, DateTimeOffset now, DateTimeOffset expiresAt, SignInPlace place)
    {
        (Id, UserId, SecurityStamp) = (Guid.CreateVersion7(now), userId, securityStamp);
        (StartedAt, ExpiresAt, Address, Device) = (now, expiresAt, place.Address, place.Device);
    }

    public Guid Id { get; private set; }

    public int UserId { get; private set; }

    public User User { get; private set; } = null!;

    /// <summary>Value at sign-in. A change of password, second factor or roles, a disabled account and 全部退出 change the person's, which ends the session.</summary>
    public string SecurityStamp { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Signed out, ended from the list of sessions, or a refresh token was used twice.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Network address at sign-in.</summary>
    public string? Address { get; private set; }

    /// <summary>Program and system at sign-in, as it calls itself.</summary>
    public string? Device { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>结束会话 from the list of sessions, by the person or an administrator. Needs <see cref="User"/>.</summary>
    public Outcome End(CurrentUser actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (EndedAt is not null)
        {
            return Outcome.Refused("这个会话已经结束");
        }

        EndedAt = now;
        NewRecords.Add(OperationRecord.Of(
            actor, now, StaffSubjects.User, User.UserName!, StaffActions.SessionEnded, [.. new[] { FieldChange.Between(StaffFields.Device, Device, null) }.OfType<FieldChange>()]));
        return Outcome.Done;
    }

    /// <summary>What the tables of web and API have in common.</summary>
    private protected static void Configure<T>(EntityTypeBuilder<T> builder, string table)
        where T : Session
    {
        builder.ToTable(table);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.SecurityStamp).HasMaxLength(100);
        builder.Property(s => s.EndedAt).IsConcurrencyToken();
        builder.Property(s => s.Address).HasMaxLength(SignInPlace.AddressLength).IsUnicode(false);
        builder.Property(s => s.Device).HasMaxLength(DeviceName.Length);
        builder.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId);
        builder.HasIndex(s => s.ExpiresAt);
    }

    private protected static void ConfigureHash<T>(PropertyBuilder<T> hash) => hash.HasMaxLength(HashLength).IsUnicode(false);
}
