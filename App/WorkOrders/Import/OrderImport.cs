using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Shared.People;

namespace WorkOrders.Import;

/// <summary>An uploaded workbook of new orders: checked at upload, then imported in batches by a background job until it is done or stopped.</summary>
public sealed class OrderImport : IRecorded, IVersioned
{
    public const int FileNameLength = 200;

    /// <summary>Retention time of the rows, which contain unmasked identifiers.</summary>
    public static readonly TimeSpan RowsKept = TimeSpan.FromDays(7);

    private OrderImport()
    {
    }

    public OrderImport(string fileName, CurrentUser owner, DateTimeOffset now) =>
        (FileName, OwnerId, At) = (fileName.Length > FileNameLength ? fileName[^FileNameLength..] : fileName, owner.Id, now);

    public long Id { get; private set; }

    public string FileName { get; private set; } = "";

    public int OwnerId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public ImportStatus Status { get; private set; }

    public int Rows { get; private set; }

    /// <summary>Rows that violate a rule, including those found during the import.</summary>
    public int BadRows { get; private set; }

    /// <summary>Valid rows that duplicate another row of the file or an open order.</summary>
    public int DuplicateRows { get; private set; }

    /// <summary>Valid rows without an ID number. It is optional, but needed later.</summary>
    public int RowsWithoutId { get; private set; }

    public ImportHandler Handler { get; private set; }

    public bool SkipsDuplicates { get; private set; }

    /// <summary>All rows of the sheet up to this one are processed.</summary>
    public int LastRow { get; private set; }

    public int Imported { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>Number of rows that can be imported.</summary>
    public int GoodRows => Rows - BadRows;

    public int Wanted => GoodRows - (SkipsDuplicates ? DuplicateRows : 0);

    /// <summary>The rows are deleted. Nothing can be imported or downloaded any more.</summary>
    public bool IsCleared(DateTimeOffset now) => Status != ImportStatus.Running && At < now - RowsKept;

    public bool CanStart(DateTimeOffset now) => Status is ImportStatus.Checked or ImportStatus.Stopped && GoodRows > 0 && !IsCleared(now);

    /// <summary>Has rows that the user can correct and upload again.</summary>
    public bool HasRefused(DateTimeOffset now) => (BadRows > 0 || (SkipsDuplicates && DuplicateRows > 0 && Status != ImportStatus.Checked)) && !IsCleared(now);

    /// <summary>Sets the result of reading and checking.</summary>
    public void Count(int rows, int bad, int duplicates, int withoutId) => (Rows, BadRows, DuplicateRows, RowsWithoutId) = (rows, bad, duplicates, withoutId);

    /// <summary>导入, or 继续 after a stop: continues at the same row with the same handler.</summary>
    public Outcome Start(ImportHandler handler, bool skipDuplicates, CurrentUser me, DateTimeOffset now)
    {
        if (OwnerId != me.Id || !me.May(Permission.CreateOrders))
        {
            return Outcome.Refused("您没有导入这个文件的权限");
        }

        if (!CanStart(now))
        {
            return IsCleared(now) ? Outcome.Refused("上传的数据只保留 {0} 天，请重新上传", RowsKept.Days) : Outcome.Refused("这个文件已经在导入或已经导入");
        }

        var isFirst = Status == ImportStatus.Checked;
        if (isFirst)
        {
            (Handler, SkipsDuplicates) = (handler, skipDuplicates);
        }

        (Status, EndedAt) = (ImportStatus.Running, null);
        Record(isFirst ? ImportActions.Started : ImportActions.Continued, [FieldChange.Between(ImportActions.File, null, FileName), FieldChange.Between(OrderFields.Handler, null, Handler), FieldChange.Between(CommonFields.Rows, null, Wanted - Imported)], me, now);
        return Outcome.Done;
    }

    /// <summary>停止: orders already created are kept.</summary>
    public Outcome Stop(CurrentUser me, DateTimeOffset now)
    {
        if (OwnerId != me.Id && me != CurrentUser.Application)
        {
            return Outcome.Refused("您没有导入这个文件的权限");
        }

        if (Status != ImportStatus.Running)
        {
            return Outcome.Refused("导入已经结束");
        }

        (Status, EndedAt) = (ImportStatus.Stopped, now);
        Record(ImportActions.Stopped, [FieldChange.Between(CommonFields.Rows, null, Imported)], me, now);
        return Outcome.Done;
    }

    /// <summary>Records a completed batch.</summary>
    public void Advance(int lastRow, int imported, int bad)
    {
        LastRow = lastRow;
        Imported += imported;
        BadRows += bad;
    }

    /// <summary>All rows are processed.</summary>
    public void Finish(CurrentUser owner, DateTimeOffset now)
    {
        (Status, EndedAt) = (ImportStatus.Done, now);
        Record(ImportActions.Finished, [FieldChange.Between(CommonFields.Rows, null, Imported)], owner, now);
    }

    private void Record(OperationAction action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now) =>
        NewRecords.Add(OperationRecord.Of(me, now, ImportSubjects.Import, $"{Id}", action, [.. changes.OfType<FieldChange>()]));

    internal sealed class Configuration : IEntityTypeConfiguration<OrderImport>
    {
        public void Configure(EntityTypeBuilder<OrderImport> builder)
        {
            builder.ToTable("OrderImports");
            builder.Property(i => i.FileName).HasMaxLength(FileNameLength);
            builder.HasOne<User>().WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(i => new { i.OwnerId, i.Id }).HasDatabaseName("IX_OrderImports_Mine");
            builder.HasIndex(i => i.Status).HasFilter("\"Status\" = 'Running'").HasDatabaseName("IX_OrderImports_Running");
        }
    }
}

/// <summary>Status of an import.</summary>
public enum ImportStatus
{
    [Named("待导入")]
    Checked,

    [Named("导入中")]
    Running,

    [Named("已导入")]
    Done,

    [Named("已停止")]
    Stopped,
}

/// <summary>Who gets the orders of an import.</summary>
public enum ImportHandler
{
    [Named("我")]
    Me,

    [Named("自动派发")]
    Automatic,

    [Named("不分派")]
    Nobody,
}
