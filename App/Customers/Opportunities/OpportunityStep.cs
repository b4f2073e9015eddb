using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Opportunities;

/// <summary>One step of an opportunity: its creation or a move. It follows the opportunity through a merge of customers; operation records don't.</summary>
public sealed class OpportunityStep
{
    private OpportunityStep()
    {
    }

    internal OpportunityStep(DateTimeOffset at, OpportunityStage? from, OpportunityStage to, string? reason, CurrentUser me)
    {
        (At, FromStage, ToStage) = (at, from, to);
        (Reason, ActorName) = (FreeText.Parse(reason), me.IsApplication ? "" : me.Name);
    }

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null for the creation.</summary>
    public OpportunityStage? FromStage { get; private set; }

    public OpportunityStage ToStage { get; private set; }

    /// <summary>输单原因.</summary>
    public FreeText? Reason { get; private set; }

    /// <summary>The person's name at that time; empty when the application acted.</summary>
    public string ActorName { get; private set; } = "";

    internal sealed class Configuration : IEntityTypeConfiguration<OpportunityStep>
    {
        public void Configure(EntityTypeBuilder<OpportunityStep> builder)
        {
            builder.ToTable("OpportunitySteps");
            builder.Property(s => s.ActorName).HasMaxLength(50);
            builder.Property(s => s.Reason).HasMaxLength(Opportunity.ReasonLength);
            builder.HasIndex(s => new { s.OpportunityId, s.At }).HasDatabaseName("IX_OpportunitySteps_OfOpportunity");
        }
    }
}
