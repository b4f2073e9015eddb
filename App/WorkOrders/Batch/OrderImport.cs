using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Staff;

namespace WorkOrders.Batch;

/// <summary>An uploaded workbook of new orders: read and checked, then imported batch by batch by a background job until it is done or stopped.</summary>
public sealed class OrderImport : IRecorded, IVersioned
{
    public const int FileNameLength = 200;

    /// <summary>So long its rows are kept; they hold whole identifiers.</summary>
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

    /// <summary>Rows that break a rule; those that only the import itself found too.</summary>
    public int BadRows { get; private set; }

    /// <summary>Good rows like another row of the file or like an open order.</summary>
    public int DuplicateRows { get; private set; }

    /// <summary>Good rows without an ID number: optional, but missed later.</summary>
    public int RowsWithoutId { get; private set; }

    public ImportHandler Handler { get; private set; }

    public bool SkipsDuplicates { get; private set; }

    /// <summary>Everything up to this row of the sheet is decided.</summary>
    public int LastRow { get; private set; }

    public int Imported { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>How many rows an import would make orders of.</summary>
    public int GoodRows => Rows - BadRows;

    public int Wanted => GoodRows - (SkipsDuplicates ? DuplicateRows : 0);

    /// <summary>Its rows are gone: nothing can be imported of it any more, nor taken back.</summary>
    public bool IsCleared(DateTimeOffset now) => Status != ImportStatus.Running && At < now - RowsKept;

    public bool CanStart(DateTimeOffset now) => Status is ImportStatus.Checked or ImportStatus.Stopped && GoodRows > 0 && !IsCleared(now);

    /// <summary>Rows that a person can correct and upload again.</summary>
    public bool HasRefused(DateTimeOffset now) => (BadRows > 0 || (SkipsDuplicates && DuplicateRows > 0 && Status != ImportStatus.Checked)) && !IsCleared(now);

    /// <summary>What reading and checking came to.</summary>
    public void Count(int rows, int bad, int duplicates, int withoutId) => (Rows, BadRows, DuplicateRows, RowsWithoutId) = (rows, bad, duplicates, withoutId);

    /// <summary>导入, or 继续 after a stop: from where it stood, to the same handler.</summary>
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
        Record(isFirst ? "开始导入" : "继续导入", [FieldChange.Between("文件", null, FileName), FieldChange.Between("处理人", null, Handler), FieldChange.Between("行数", null, Wanted - Imported)], me, now);
        return Outcome.Done;
    }

    /// <summary>停止: the orders that are there stay.</summary>
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
        Record("停止导入", [FieldChange.Between("行数", null, Imported)], me, now);
        return Outcome.Done;
    }

    /// <summary>One batch is through.</summary>
    public void Advance(int lastRow, int imported, int bad)
    {
        LastRow = lastRow;
        Imported += imported;
        BadRows += bad;
    }

    /// <summary>No row is left.</summary>
    public void Finish(CurrentUser owner, DateTimeOffset now)
    {
        (Status, EndedAt) = (ImportStatus.Done, now);
        Record("导入完成", [FieldChange.Between("行数", null, Imported)], owner, now);
    }

    private void Record(string action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now) =>
        NewRecords.Add(OperationRecord.Of(me, now, OperationSubject.Import, $"{Id}", action, [.. changes.OfType<FieldChange>()]));

    internal sealed class Configuration : IEntityTypeConfiguration<OrderImport>
    {
        public void Configure(EntityTypeBuilder<OrderImport> builder)
        {
            builder.Property(i => i.FileName).HasMaxLength(FileNameLength);
            builder.HasOne<User>().WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(i => new { i.OwnerId, i.Id }).HasDatabaseName("IX_OrderImports_Mine");
            builder.HasIndex(i => i.Status).HasFilter("\"Status\" = 'Running'").HasDatabaseName("IX_OrderImports_Running");
        }
    }
}

/// <summary>How an import stands.</summary>
public enum ImportStatus
{
    Checked,
    Running,
    Done,
    Stopped,
}

/// <summary>To whom the orders of an import go.</summary>
public enum ImportHandler
{
    Me,
    Automatic,
    Nobody,
}
