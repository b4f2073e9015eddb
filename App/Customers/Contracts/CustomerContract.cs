using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Contracts;

/// <summary>合同 that we have with a customer; the loan core's contracts are never copied here. Its number is unique by comparison form.</summary>
public sealed class CustomerContract : IOfCustomer, IVersioned, IRecorded
{
    public const int NumberLength = 50;

    private CustomerContract()
    {
    }

    public long Id { get; private set; }

    public int CustomerId { get; private set; }

    public Customer Customer { get; private set; } = null!;

    public string Number { get; private set => NumberKey = ComparisonForm.OfNumber(field = value); } = "";

    /// <inheritdoc cref="ComparisonForm"/>
    public string NumberKey { get; private set; } = "";

    public decimal Amount { get; private set; }

    public DateOnly SignedOn { get; private set; }

    /// <summary>Null for a contract without an end.</summary>
    public DateOnly? EndsOn { get; private set; }

    public CustomerContractState State { get; private set; }

    public ICollection<CustomerRepayment> Repayments { get; } = [];

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>登记合同 of a saved customer. The caller asks whether the number is taken.</summary>
    public static Outcome Create(Customer customer, ContractFields fields, CurrentUser me, DateTimeOffset now, out CustomerContract? contract)
    {
        contract = null;
        if (RefusalOf(customer, fields.Errors(), me) is { } refusal)
        {
            return refusal;
        }

        contract = new CustomerContract { Customer = customer, CustomerId = customer.Id };
        var changes = contract.Take(fields, isNew: true);
        contract.Record(me, now, ContractActions.Created, changes);
        return Outcome.Done;
    }

    /// <summary>修改合同. The customer must be loaded, and the caller asks whether the number is taken.</summary>
    public Outcome Change(ContractFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (RefusalOf(Customer, fields.Errors(), me) is { } refusal)
        {
            return refusal;
        }

        if (Take(fields, isNew: false) is { Count: > 0 } changes)
        {
            Record(me, now, ContractActions.Changed, changes);
        }

        return Outcome.Done;
    }

    /// <summary>登记回款: an amount that is due on a day. The customer must be loaded.</summary>
    public Outcome Expect(RepaymentFields fields, CurrentUser me, DateTimeOffset now, out CustomerRepayment? repayment)
    {
        repayment = null;
        if (RefusalOf(Customer, fields.Errors(), me) is { } refusal)
        {
            return refusal;
        }

        repayment = new CustomerRepayment(this, fields);
        Repayments.Add(repayment);
        Record(me, now, ContractActions.RepaymentAdded, repayment.AsChanges());
        return Outcome.Done;
    }

    internal static Outcome? RefusalOf(Customer customer, IReadOnlyList<FieldError> errors, CurrentUser me) =>
        !customer.CanEdit(me) ? Outcome.Forbidden("您没有修改这位客户的合同与回款的权限")
        : customer.Status == CustomerStatus.Inactive ? Outcome.Refused("客户已停用，启用后才能修改商机、合同与回款")
        : errors is [var error, ..] ? Outcome.Invalid(error)
        : null;

    private List<FieldChange> Take(ContractFields fields, bool isNew)
    {
        var (number, amount, signed) = (Number, Amount, SignedOn);
        var (ends, state) = (EndsOn, State);
        (Number, Amount, SignedOn) = (Normalise.Line(fields.Number)!, fields.Amount!.Value, fields.SignedOn!.Value);
        (EndsOn, State) = (fields.EndsOn, fields.State);
        return
        [
            .. new[]
            {
                FieldChange.Between(ContractNames.Number, isNew ? null : new BusinessNumber(number), new BusinessNumber(Number)),
                FieldChange.Between(ContractNames.Amount, isNew ? null : SalesInput.Kept(amount), SalesInput.Kept(Amount), Number),
                FieldChange.Between(ContractNames.SignedOn, isNew ? null : signed, SignedOn, Number),
                FieldChange.Between(ContractNames.EndsOn, isNew ? null : ends, EndsOn, Number),
                FieldChange.Between(ContractNames.State, isNew ? null : state, State, Number),
            }.OfType<FieldChange>(),
        ];
    }

    private void Record(CurrentUser me, DateTimeOffset now, OperationAction action, IReadOnlyList<FieldChange> changes) =>
        NewRecords.Add(OperationRecord.Of(me, now, CustomerSubjects.Customer, CustomerId.ToString(CultureInfo.InvariantCulture), action, changes));

    internal sealed class Configuration : IEntityTypeConfiguration<CustomerContract>
    {
        public void Configure(EntityTypeBuilder<CustomerContract> builder)
        {
            builder.ToTable("CustomerContracts");
            builder.Property(c => c.Number).HasMaxLength(NumberLength);
            builder.Property(c => c.NumberKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.HasOne(c => c.Customer).WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(c => c.NumberKey).IsUnique();
            builder.HasIndex(c => new { c.CustomerId, c.SignedOn, c.Id }).HasDatabaseName("IX_CustomerContracts_OfCustomer");
        }
    }
}

/// <summary>合同状态.</summary>
public enum CustomerContractState
{
    [Named("履行中")]
    Running,

    [Named("已完成")]
    Completed,

    [Named("已终止")]
    Terminated,
}
