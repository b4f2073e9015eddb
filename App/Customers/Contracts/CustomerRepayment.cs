using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Contracts;

/// <summary>回款 of a contract: what is due on a day, and what came in. Less than the amount may come in; the rest stays due.</summary>
public sealed class CustomerRepayment : IOfCustomer, IVersioned, IRecorded
{
    private CustomerRepayment()
    {
    }

    internal CustomerRepayment(CustomerContract contract, RepaymentFields fields)
    {
        (Contract, CustomerId) = (contract, contract.CustomerId);
        (DueOn, Amount) = (fields.DueOn!.Value, fields.Amount!.Value);
    }

    public long Id { get; private set; }

    public long ContractId { get; private set; }

    public CustomerContract Contract { get; private set; } = null!;

    /// <summary>The customer of the contract, so that a merge moves both.</summary>
    public int CustomerId { get; private set; }

    public DateOnly DueOn { get; private set; }

    public decimal Amount { get; private set; }

    /// <summary>到账日期; null while nothing came in.</summary>
    public DateOnly? PaidOn { get; private set; }

    /// <summary>到账金额: above zero and at most the amount; null while nothing came in.</summary>
    public decimal? Paid { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>修改回款. Contract and customer must be loaded.</summary>
    public Outcome Change(RepaymentFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (CustomerContract.RefusalOf(Contract.Customer, fields.Errors(), me) is { } refusal)
        {
            return refusal;
        }

        if (fields.Amount < Paid)
        {
            return Outcome.Invalid(new FieldError(ContractNames.Due.Text, "{0}不能小于已到账的金额"));
        }

        var (due, amount) = (DueOn, Amount);
        (DueOn, Amount) = (fields.DueOn!.Value, fields.Amount!.Value);
        Record(
            me, now, ContractActions.RepaymentChanged, FieldChange.Between(ContractNames.DueOn, due, DueOn, Contract.Number),
            FieldChange.Between(ContractNames.Due, SalesInput.Kept(amount), SalesInput.Kept(Amount), Contract.Number));
        return Outcome.Done;
    }

    /// <summary>登记到账, also to correct it. Contract and customer must be loaded.</summary>
    public Outcome Pay(PaymentFields fields, CurrentUser me, DateTimeOffset now)
    {
        if (CustomerContract.RefusalOf(Contract.Customer, fields.Errors(now), me) is { } refusal)
        {
            return refusal;
        }

        if (fields.Paid > Amount)
        {
            return Outcome.Invalid(new FieldError(ContractNames.Paid.Text, "{0}不能大于应收金额"));
        }

        Settle(ContractActions.Paid, fields.PaidOn, fields.Paid, me, now);
        return Outcome.Done;
    }

    /// <summary>撤销到账: nothing came in after all. Contract and customer must be loaded.</summary>
    public Outcome TakeBack(CurrentUser me, DateTimeOffset now)
    {
        if (CustomerContract.RefusalOf(Contract.Customer, [], me) is { } refusal)
        {
            return refusal;
        }

        if (Paid is null)
        {
            return Outcome.Refused("这笔回款还没有到账");
        }

        Settle(ContractActions.Unpaid, null, null, me, now);
        return Outcome.Done;
    }

    internal IReadOnlyList<FieldChange> AsChanges() =>
    [
        FieldChange.Between(ContractNames.DueOn, null, DueOn, Contract.Number)!,
        FieldChange.Between(ContractNames.Due, null, SalesInput.Kept(Amount), Contract.Number)!,
    ];

    private void Settle(OperationAction action, DateOnly? on, decimal? paid, CurrentUser me, DateTimeOffset now)
    {
        var (dayBefore, paidBefore) = (PaidOn, Paid);
        (PaidOn, Paid) = (on, paid);
        Record(
            me, now, action, FieldChange.Between(ContractNames.PaidOn, dayBefore, on, Contract.Number),
            FieldChange.Between(ContractNames.Paid, Text(paidBefore), Text(paid), Contract.Number));
    }

    private void Record(CurrentUser me, DateTimeOffset now, OperationAction action, params FieldChange?[] changes)
    {
        if (changes.OfType<FieldChange>().ToList() is { Count: > 0 } real)
        {
            NewRecords.Add(OperationRecord.Of(me, now, CustomerSubjects.Customer, CustomerId.ToString(CultureInfo.InvariantCulture), action, real));
        }
    }

    private static string? Text(decimal? amount) => amount is { } value ? SalesInput.Kept(value) : null;

    internal sealed class Configuration : IEntityTypeConfiguration<CustomerRepayment>
    {
        public void Configure(EntityTypeBuilder<CustomerRepayment> builder)
        {
            builder.ToTable("CustomerRepayments");
            builder.HasOne(r => r.Contract).WithMany(c => c.Repayments).HasForeignKey(r => r.ContractId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<Customer>().WithMany().HasForeignKey(r => r.CustomerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(r => new { r.ContractId, r.DueOn, r.Id }).HasDatabaseName("IX_CustomerRepayments_OfContract");
            builder.HasIndex(r => r.CustomerId);
        }
    }
}
