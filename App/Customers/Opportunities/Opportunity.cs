using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>商机: a deal that may be closed with a customer. Whoever may edit the customer changes it; each step is kept for the timeline.</summary>
public sealed class Opportunity : IOfCustomer, IVersioned, IRecorded
{
    public const int NameLength = 100;
    public const int ReasonLength = 200;

    private Opportunity()
    {
    }

    public long Id { get; private set; }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public string Name { get; private set => NameKey = ComparisonForm.OfName(field = value); } = "";

    /// <inheritdoc cref="ComparisonForm"/>
    public string NameKey { get; private set; } = "";

    public decimal Amount { get; private set; }

    public OpportunityStage Stage { get; private set; }

    /// <summary>预计成交日, Shanghai time.</summary>
    public DateOnly ExpectedClose { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it came to the present stage.</summary>
    public DateTimeOffset StageSince { get; private set; }

    /// <summary>输单原因; null unless the opportunity is lost.</summary>
    public FreeText? LostReason { get; private set; }

    public ICollection<OpportunityStep> Steps { get; } = [];

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>新建商机 of a saved customer, in the first stage.</summary>
    public static Outcome Create(Customer customer, OpportunityFields fields, CurrentUser me, DateTimeOffset now, out Opportunity? opportunity)
    {
        opportunity = null;
        if (RefusalOf(customer, fields, me) is { } refusal)
        {
            return refusal;
        }

        opportunity = new Opportunity { Customer = customer, CustomerId = customer.Id, CreatedAt = now, StageSince = now };
        var changes = opportunity.Take(fields);
        opportunity.Steps.Add(new OpportunityStep(now, null, OpportunityStage.Contact, null, me));
        opportunity.Record(me, now, OpportunityActions.Created, changes);
        return Outcome.Done;
    }

    /// <summary>修改商机. The customer must be loaded.</summary>
    public Outcome Change(OpportunityFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalOf(Customer, fields, me) is { } refusal)
        {
            return refusal;
        }

        if (Take(fields) is { Count: > 0 } changes)
        {
            Record(me, now, OpportunityActions.Changed, changes);
        }

        return Outcome.Done;
    }

    /// <summary>Moves it to another stage; 输单 needs a reason, and from an end it goes back to an open stage first. The customer must be loaded.</summary>
    public Outcome Move(OpportunityStage to, string? reason, CurrentUser me, DateTimeOffset now)
    {
        var why = Normalise.Text(reason);
        if (RefusalToMove(to, why, me) is { } refusal)
        {
            return refusal;
        }

        var lost = to == OpportunityStage.Lost ? why : null;
        Steps.Add(new OpportunityStep(now, Stage, to, lost, me));
        Record(me, now, OpportunityActions.Moved, [FieldChange.Between(OpportunityNames.Stage, Stage, to, Name)!], lost);
        (Stage, StageSince, LostReason) = (to, now, FreeText.Parse(lost));
        return Outcome.Done;
    }

    private Outcome? RefusalToMove(OpportunityStage to, string? reason, CurrentUser me) =>
        RefusalOf(Customer, me) is { } refusal ? refusal
        : to == Stage ? Outcome.Refused("商机“{0}”已经在这个阶段", Name)
        : Stage.IsEnd() && to.IsEnd() ? Outcome.Refused("商机“{0}”已经结束，请先移回进行中的阶段", Name)
        : to != OpportunityStage.Lost ? null
        : reason is null ? Outcome.Invalid(new FieldError(OpportunityNames.LostReason.Text, InputRules.Empty.Text))
        : reason.Length > ReasonLength ? Outcome.Invalid(new FieldError(OpportunityNames.LostReason.Text, "{0}不能超过 {1} 个字", ReasonLength))
        : null;

    private static Outcome? RefusalOf(Customer customer, OpportunityFields fields, CurrentUser me) =>
        RefusalOf(customer, me) ?? (fields.Errors() is [var error, ..] ? Outcome.Invalid(error) : null);

    private static Outcome? RefusalOf(Customer customer, CurrentUser me) =>
        !customer.CanEdit(me) ? Outcome.Forbidden("您没有修改这位客户的商机的权限")
        : customer.Status == CustomerStatus.Inactive ? Outcome.Refused("客户已停用，启用后才能修改商机、合同与回款")
        : null;

    private List<FieldChange> Take(OpportunityFields fields)
    {
        var (name, amount, day) = (Name, Amount, ExpectedClose);
        var isNew = name.Length == 0;
        (Name, Amount, ExpectedClose) = (Normalise.Line(fields.Name)!, fields.Amount!.Value, fields.ExpectedClose!.Value);
        return
        [
            .. new[]
            {
                FieldChange.Between(OpportunityNames.Name, isNew ? null : name, Name, isNew ? null : name),
                FieldChange.Between(OpportunityNames.Amount, isNew ? null : SalesInput.Kept(amount), SalesInput.Kept(Amount), Name),
                FieldChange.Between(OpportunityNames.ExpectedClose, isNew ? null : day, ExpectedClose, Name),
            }.OfType<FieldChange>(),
        ];
    }

    private void Record(CurrentUser me, DateTimeOffset now, OperationAction action, IReadOnlyList<FieldChange> changes, string? remark = null) =>
        NewRecords.Add(OperationRecord.Of(me, now, CustomerSubjects.Customer, CustomerId.ToString(CultureInfo.InvariantCulture), action, changes, remark));

    internal sealed class Configuration : IEntityTypeConfiguration<Opportunity>
    {
        public void Configure(EntityTypeBuilder<Opportunity> builder)
        {
            builder.ToTable("Opportunities");
            builder.Property(o => o.Name).HasMaxLength(NameLength);
            builder.Property(o => o.NameKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.Property(o => o.LostReason).HasMaxLength(ReasonLength);
            builder.HasOne(o => o.Customer).WithMany().HasForeignKey(o => o.CustomerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasMany(o => o.Steps).WithOne().HasForeignKey(s => s.OpportunityId);
            builder.HasIndex(o => new { o.CustomerId, o.Id }).HasDatabaseName("IX_Opportunities_OfCustomer");
            builder.HasIndex(o => new { o.Stage, o.ExpectedClose, o.Id }).HasDatabaseName("IX_Opportunities_Board");
            builder.HasIndex(o => new { o.StageSince, o.Id }).HasDatabaseName("IX_Opportunities_List");
        }
    }
}
