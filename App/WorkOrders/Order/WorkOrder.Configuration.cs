using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Database;
using WorkOrders.LoanCore;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    internal sealed class Configuration : IEntityTypeConfiguration<WorkOrder>
    {
        /// <summary>Index over open orders that includes <see cref="FilterColumns"/>, so that any combination of filters is counted from it alone.</summary>
        internal const string OpenWithFilters = "IX_WorkOrders_OpenWithFilters";

        internal static readonly string[] FilterColumns =
        [
            nameof(HandlerId), nameof(AnsweredById), nameof(ChannelName), nameof(RiskType), nameof(BusinessType), nameof(Source),
            nameof(ProblemTypeId), nameof(ProblemTopicId), nameof(ProblemSubtopicId), nameof(DueAt),
        ];

        private const string OpenOnly = "\"Status\" <> 'Settled'";

        public void Configure(EntityTypeBuilder<WorkOrder> builder)
        {
            builder.ToTable("WorkOrders");
            builder.IsVacuumedSooner();
            builder.HasTriggerOnSqlServer("TR_WorkOrders_Tally");
            builder.Property(o => o.Number).HasMaxLength(16).IsUnicode(false);
            builder.HasIndex(o => o.Number).IsUnique();
            builder.Property(o => o.CustomerName).HasMaxLength(WorkOrderLimits.Name);
            builder.Property(o => o.CustomerNameKey).HasMaxLength(ComparisonForm.MaxLength).IsSearchedByPrefix();
            builder.Property(o => o.ApplyNo).HasMaxLength(WorkOrderLimits.BusinessNumber);
            builder.Property(o => o.ContractNo).HasMaxLength(WorkOrderLimits.BusinessNumber);
            builder.Property(o => o.ApplyNoKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.Property(o => o.ContractNoKey).HasMaxLength(ComparisonForm.MaxLength);
            builder.Property(o => o.ChannelName).HasMaxLength(WorkOrderLimits.Name);
            builder.Property(o => o.RiskType).HasMaxLength(ListedName.NameLength);
            builder.Property(o => o.BusinessType).HasMaxLength(ListedName.NameLength);
            builder.Property(o => o.OrderStatus).HasMaxLength(ListedName.NameLength);
            builder.Property(o => o.Solution).HasMaxLength(WorkOrderLimits.Solution);
            builder.Property(o => o.DispatchRoles).HasMaxLength(DispatchRolesLength);
            builder.Property(o => o.Description).HasMaxLength(WorkOrderLimits.Description);
            builder.Property(o => o.SettlementRemark).HasMaxLength(WorkOrderLimits.Description);

            builder.HasOne(o => o.CreatedBy).WithMany().HasForeignKey(o => o.CreatedById).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(o => o.AnsweredBy).WithMany().HasForeignKey(o => o.AnsweredById).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(o => o.Handler).WithMany().HasForeignKey(o => o.HandlerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne(o => o.SettledBy).WithMany().HasForeignKey(o => o.SettledById).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<ProblemCategory>().WithMany().HasForeignKey(o => o.ProblemTypeId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<ProblemCategory>().WithMany().HasForeignKey(o => o.ProblemTopicId).OnDelete(DeleteBehavior.NoAction);
            builder.HasOne<ProblemCategory>().WithMany().HasForeignKey(o => o.ProblemSubtopicId).OnDelete(DeleteBehavior.NoAction);

            builder.HasIndex(o => new { o.CreatedAt, o.Id }).IsDescending().HasDatabaseName("IX_WorkOrders_All");
            NewestFirst(builder, "Status", nameof(Status));
            NewestFirst(builder, "CreatedBy", nameof(CreatedById));
            NewestFirst(builder, "AnsweredBy", nameof(AnsweredById));
            NewestFirst(builder, "Handler", nameof(HandlerId));
            NewestFirst(builder, "CustomerPhone", nameof(CustomerPhoneKey));
            NewestFirst(builder, "CallerNumber", nameof(CallerNumberKey));
            NewestFirst(builder, "IdNumber", nameof(IdNumberKey));
            NewestFirst(builder, "ApplyNo", nameof(ApplyNoKey));
            NewestFirst(builder, "ContractNo", nameof(ContractNoKey));
            NewestFirst(builder, "CustomerName", nameof(CustomerNameKey));
            NewestFirst(builder, "Channel", nameof(ChannelName));
            NewestFirst(builder, "ProblemType", nameof(ProblemTypeId));
            NewestFirst(builder, "ProblemTopic", nameof(ProblemTopicId));
            NewestFirst(builder, "ProblemSubtopic", nameof(ProblemSubtopicId));
            NewestFirst(builder, "RiskType", nameof(RiskType));
            NewestFirst(builder, "BusinessType", nameof(BusinessType));
            NewestFirst(builder, "Source", nameof(Source));
            builder.HasIndex(o => new { o.AwaitsDispatchSince, o.Id }).HasDatabaseName("IX_WorkOrders_AwaitsDispatch").HasFilter("\"AwaitsDispatchSince\" IS NOT NULL");
            builder.HasIndex(o => new { o.Status, o.Number }).HasDatabaseName("IX_WorkOrders_Status_Number");

            // Includes CreatedAt, so that orders settled on one day are sorted in the index before the rows are read.
            builder.HasIndex(o => new { o.SettledAt, o.CreatedAt, o.Id }).IsDescending().HasDatabaseName("IX_WorkOrders_SettledAt");
            builder.HasIndex(o => new { o.DueAt, o.Id }).HasDatabaseName("IX_WorkOrders_DueAt");
            builder.HasIndex(o => new { o.DueAt, o.Id }, "IX_WorkOrders_OverdueUntold").HasFilter("\"Status\" <> 'Settled' AND \"OverdueToldAt\" IS NULL");
            builder.HasIndex(o => new { o.Status, o.DueAt, o.Id }).HasDatabaseName("IX_WorkOrders_Status_DueAt");
            builder.HasIndex(o => new { o.HandlerId, o.Status, o.DueAt, o.Id }, "IX_WorkOrders_OpenByHandler").HasFilter(OpenOnly);
            builder.HasIndex(o => new { o.Status, o.CreatedAt, o.Id }, OpenWithFilters).IsDescending(false, true, true).HasFilter(OpenOnly).Includes(FilterColumns);
        }

        private static void NewestFirst(EntityTypeBuilder<WorkOrder> builder, string view, string property) =>
            builder.HasIndex([property, nameof(CreatedAt), nameof(WorkOrder.Id)], $"IX_WorkOrders_{view}").IsDescending(false, true, true);
    }
}

/// <summary>Maximum text lengths in characters, for the form, the import and the database columns.</summary>
public static class WorkOrderLimits
{
    public const int Name = 100;
    public const int BusinessNumber = LoanContract.NumberLength;
    public const int Solution = 200;
    public const int Description = 2000;
}
