using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WorkOrders;

public sealed partial class WorkOrder
{
    internal sealed class Configuration : IEntityTypeConfiguration<WorkOrder>
    {
        /// <summary>An index over the open orders that also holds <see cref="FilterColumns"/>, so that any filters together are counted in it.</summary>
        internal const string OpenWithFilters = "IX_WorkOrders_OpenWithFilters";

        internal static readonly string[] FilterColumns =
        [
            nameof(HandlerId), nameof(AnsweredById), nameof(ChannelName), nameof(RiskType), nameof(BusinessType), nameof(Source),
            nameof(ProblemTypeId), nameof(ProblemTopicId), nameof(ProblemSubtopicId), nameof(DueAt),
        ];

        private const string OpenOnly = "\"Status\" <> 'Settled'";

        public void Configure(EntityTypeBuilder<WorkOrder> builder)
        {
            builder.Property(o => o.Number).HasMaxLength(16).IsUnicode(false);
            builder.HasIndex(o => o.Number).IsUnique();
            builder.Property(o => o.CustomerName).HasMaxLength(WorkOrderLimits.Name);
            builder.Property(o => o.ApplyNo).HasMaxLength(WorkOrderLimits.BusinessNumber);
            builder.Property(o => o.ContractNo).HasMaxLength(WorkOrderLimits.BusinessNumber);
            builder.Property(o => o.ChannelName).HasMaxLength(WorkOrderLimits.Name);
            builder.Property(o => o.RiskType).HasMaxLength(ListedName.NameLength);
            builder.Property(o => o.BusinessType).HasMaxLength(ListedName.NameLength);
            builder.Property(o => o.OrderStatus).HasMaxLength(ListedName.NameLength);
            builder.Property(o => o.Solution).HasMaxLength(WorkOrderLimits.Solution);
            builder.Property(o => o.DispatchReason).HasMaxLength(100);
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
            NewestFirst(builder, "CustomerPhone", nameof(CustomerPhone));
            NewestFirst(builder, "CallerNumber", nameof(CallerNumber));
            NewestFirst(builder, "IdNumber", nameof(IdNumber));
            NewestFirst(builder, "ApplyNo", nameof(ApplyNo));
            NewestFirst(builder, "ContractNo", nameof(ContractNo));
            NewestFirst(builder, "CustomerName", nameof(CustomerName));
            NewestFirst(builder, "Channel", nameof(ChannelName));
            NewestFirst(builder, "ProblemType", nameof(ProblemTypeId));
            NewestFirst(builder, "ProblemTopic", nameof(ProblemTopicId));
            NewestFirst(builder, "ProblemSubtopic", nameof(ProblemSubtopicId));
            NewestFirst(builder, "RiskType", nameof(RiskType));
            NewestFirst(builder, "BusinessType", nameof(BusinessType));
            NewestFirst(builder, "Source", nameof(Source));
            builder.HasIndex(o => new { o.AwaitsDispatchSince, o.Id }).HasDatabaseName("IX_WorkOrders_AwaitsDispatch").HasFilter("\"AwaitsDispatchSince\" IS NOT NULL");
            builder.HasIndex(o => new { o.Status, o.Number }).HasDatabaseName("IX_WorkOrders_Status_Number");

            // The orders of one day of settlement are sorted by their creation before any of them is fetched.
            builder.HasIndex(o => new { o.SettledAt, o.CreatedAt, o.Id }).IsDescending().HasDatabaseName("IX_WorkOrders_SettledAt");
            builder.HasIndex(o => new { o.DueAt, o.Id }).HasDatabaseName("IX_WorkOrders_DueAt");
            builder.HasIndex(o => new { o.DueAt, o.Id }, "IX_WorkOrders_OverdueUntold").HasFilter("\"Status\" <> 'Settled' AND \"OverdueToldAt\" IS NULL");
            builder.HasIndex(o => new { o.Status, o.DueAt, o.Id }).HasDatabaseName("IX_WorkOrders_Status_DueAt");
            builder.HasIndex(o => new { o.HandlerId, o.Status, o.DueAt, o.Id }, "IX_WorkOrders_OpenByHandler").HasFilter(OpenOnly);
            builder.HasIndex(o => new { o.Status, o.CreatedAt, o.Id }, OpenWithFilters).IsDescending(false, true, true).HasFilter(OpenOnly);
        }

        private static void NewestFirst(EntityTypeBuilder<WorkOrder> builder, string view, string property) =>
            builder.HasIndex([property, nameof(CreatedAt), nameof(WorkOrder.Id)], $"IX_WorkOrders_{view}").IsDescending(false, true, true);
    }
}

/// <summary>Longest texts, in characters, of the form, the import and the columns.</summary>
public static class WorkOrderLimits
{
    public const int Name = 100;
    public const int BusinessNumber = 40;
    public const int Solution = 200;
    public const int Description = 2000;
}
