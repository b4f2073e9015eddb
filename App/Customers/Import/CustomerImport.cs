using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import;

/// <summary>An uploaded workbook of customers: checked at upload, then imported in batches by a background job until it is done or stopped.</summary>
public sealed class CustomerImport : IRecorded, IVersioned
{
    private const int FileNameLength = 200;

    /// <summary>Retention time of the rows, which contain unmasked identifiers.</summary>
    public static readonly TimeSpan RowsKept = TimeSpan.FromDays(7);

    private CustomerImport()
    {
    }

    public CustomerImport(string fileName, CurrentUser owner, DateTimeOffset now) =>
        (FileName, OwnerId, At) = (SheetFile.Masked(fileName, FileNameLength), owner.Id, now);

    public long Id { get; private set; }

    /// <summary>Numbers in it are masked: the file may be named after a customer.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Who uploaded it.</summary>
    public int OwnerId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public ImportStatus Status { get; private set; }

    public int Rows { get; private set; }

    /// <summary>Rows that violate a rule, including those found during the import.</summary>
    public int BadRows { get; private set; }

    /// <summary>Valid rows that repeat an earlier row or a customer, as counted at the upload.</summary>
    public int DuplicateRows { get; private set; }

    /// <summary>Valid rows with a value that is probably wrong.</summary>
    public int HintRows { get; private set; }

    /// <summary>Rows that a filter or a hand has hidden in the sheet; they are imported as well.</summary>
    public int HiddenRows { get; private set; }

    public ExistingCustomers Existing { get; private set; }

    /// <summary>All rows of the sheet up to this one are processed.</summary>
    public int LastRow { get; private set; }

    /// <summary>Customers made.</summary>
    public int Imported { get; private set; }

    /// <summary>Rows that filled empty fields of a customer.</summary>
    public int Filled { get; private set; }

    /// <summary>Rows left out because their customer exists.</summary>
    public int Skipped { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>Number of rows that break no rule.</summary>
    public int GoodRows => Rows - BadRows;

    /// <summary>Number of good rows that are processed.</summary>
    public int Processed => Imported + Filled + Skipped;

    /// <summary>The rows are deleted. Nothing can be imported or downloaded any more.</summary>
    public bool IsCleared(DateTimeOffset now) => Status != ImportStatus.Running && At < now - RowsKept;

    public bool CanStart(DateTimeOffset now) => Status is ImportStatus.Checked or ImportStatus.Stopped && GoodRows > 0 && !IsCleared(now);

    /// <summary>Has rows that the user can correct and upload again.</summary>
    public bool HasRefused(DateTimeOffset now) => (BadRows > 0 || Skipped > 0) && !IsCleared(now);

    /// <summary>Sets the result of reading and checking.</summary>
    public void Count(int rows, int bad, int duplicates, int hints, int hidden)
    {
        Rows = rows;
        BadRows = bad;
        DuplicateRows = duplicates;
        HintRows = hints;
        HiddenRows = hidden;
    }

    /// <summary>开始导入, or 继续 after a stop: continues at the same row with the same choice.</summary>
    public Outcome Start(ExistingCustomers existing, CurrentUser me, DateTimeOffset now)
    {
        if (OwnerId != me.Id || !me.May(Permission.ManageCustomers))
        {
            return Outcome.Forbidden("您没有导入这个文件的权限");
        }

        if (!CanStart(now))
        {
            return IsCleared(now) ? Outcome.Refused("上传的数据只保留 {0} 天，请重新上传", RowsKept.Days) : Outcome.Refused("这个文件已经在导入或已经导入");
        }

        var isFirst = Status == ImportStatus.Checked;
        Existing = isFirst ? existing : Existing;
        (Status, EndedAt) = (ImportStatus.Running, null);
        Record(
            isFirst ? CustomerImportActions.Started : CustomerImportActions.Continued,
            [
                FieldChange.Between(CustomerImportActions.File, null, FileName), FieldChange.Between(CustomerImportActions.Existing, null, Existing),
                FieldChange.Between(CommonFields.Rows, null, GoodRows - Processed),
            ],
            me,
            now);
        return Outcome.Done;
    }

    /// <summary>停止: what is imported stays.</summary>
    public Outcome Stop(CurrentUser me, DateTimeOffset now)
    {
        if (OwnerId != me.Id && me != CurrentUser.Application)
        {
            return Outcome.Forbidden("您没有导入这个文件的权限");
        }

        if (Status != ImportStatus.Running)
        {
            return Outcome.Refused("导入已经结束");
        }

        End(ImportStatus.Stopped, CustomerImportActions.Stopped, me, now);
        return Outcome.Done;
    }

    /// <summary>Records a completed batch.</summary>
    /// <param name="lastRow">The last row of the batch.</param>
    /// <param name="imported">Customers made.</param>
    /// <param name="filled">Rows that filled empty fields.</param>
    /// <param name="skipped">Rows whose customer exists.</param>
    /// <param name="bad">Rows that a rule refused only now.</param>
    public void Advance(int lastRow, int imported, int filled, int skipped, int bad)
    {
        LastRow = lastRow;
        Imported += imported;
        Filled += filled;
        Skipped += skipped;
        BadRows += bad;
    }

    /// <summary>All rows are processed.</summary>
    public void Finish(CurrentUser owner, DateTimeOffset now) => End(ImportStatus.Done, CustomerImportActions.Finished, owner, now);

    private void End(ImportStatus status, OperationAction action, CurrentUser me, DateTimeOffset now)
    {
        (Status, EndedAt) = (status, now);
        Record(
            action,
            [
                FieldChange.Between(CommonFields.Rows, null, Imported), FieldChange.Between(CustomerImportActions.Filled, null, Filled),
                FieldChange.Between(CustomerImportActions.Skipped, null, Skipped),
            ],
            me,
            now);
    }

    private void Record(OperationAction action, IEnumerable<FieldChange?> changes, CurrentUser me, DateTimeOffset now) => NewRecords.Add(
        OperationRecord.Of(me, now, CustomerImportSubjects.Import, Id.ToString(CultureInfo.InvariantCulture), action, [.. changes.OfType<FieldChange>()]));

    internal sealed class Configuration : IEntityTypeConfiguration<CustomerImport>
    {
        public void Configure(EntityTypeBuilder<CustomerImport> builder)
        {
            builder.ToTable("CustomerImports");
            builder.Property(i => i.FileName).HasMaxLength(FileNameLength);
            builder.HasOne<User>().WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(i => new { i.OwnerId, i.Id }).HasDatabaseName("IX_CustomerImports_Mine");
            builder.HasIndex(i => i.Status).HasFilter("\"Status\" = 'Running'").HasDatabaseName("IX_CustomerImports_Running");
        }
    }
}
