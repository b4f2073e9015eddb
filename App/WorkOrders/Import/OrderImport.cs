using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;

namespace WorkOrders.Import;

/// <summary>An uploaded workbook of new orders: checked at upload, then imported in batches by a background job until it is done or stopped.</summary>
public sealed class OrderImport : IRecorded, IVersioned
{
    public const int FileNameLength = 200;

    private const int SheetLength = 31;
    private const int HashLength = 64;
    private const int ColumnsLength = 200;
    private const char Comma = '、';

    /// <summary>Retention time of the rows, which contain unmasked identifiers.</summary>
    public static readonly TimeSpan RowsKept = TimeSpan.FromDays(7);

    private OrderImport()
    {
    }

    public OrderImport(string fileName, CurrentUser owner, DateTimeOffset now) =>
        (FileName, OwnerId, At) = (SheetFile.Masked(fileName, FileNameLength), owner.Id, now);

    public long Id { get; private set; }

    /// <summary>Numbers in it are masked: the file may be named after a customer.</summary>
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

    /// <summary>Valid rows that are hidden in the sheet.</summary>
    public int HiddenRows { get; private set; }

    /// <summary>Valid rows that are both hidden and duplicates, or duplicates only of a hidden row: they are left out once when both are skipped.</summary>
    public int HiddenDuplicateRows { get; private set; }

    /// <summary>Valid rows with a value that is probably wrong.</summary>
    public int HintRows { get; private set; }

    /// <summary>SHA-256 of the cells of all rows, in hexadecimal: the same content has the same hash.</summary>
    public string? ContentHash { get; private set; }

    /// <summary>The sheet that was read, when others stand before it; masked.</summary>
    public string? Sheet { get; private set; }

    /// <summary>The titles of hidden columns in which rows have a value, joined.</summary>
    public string? HiddenTitles { get; private set; }

    /// <summary>The hidden columns in which rows have a value.</summary>
    public IReadOnlyList<string> HiddenColumns => HiddenTitles?.Split(Comma) ?? [];

    /// <summary>The duplicates are counted with the orders of the imports of the same content that ended until then; null: without any.</summary>
    public DateTimeOffset? CountedUntil { get; private set; }

    public ImportHandler Handler { get; private set; }

    public bool SkipsDuplicates { get; private set; }

    public bool SkipsHidden { get; private set; }

    /// <summary>All rows of the sheet up to this one are processed.</summary>
    public int LastRow { get; private set; }

    public int Imported { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    [NotMapped]
    public ICollection<OperationRecord> NewRecords { get; } = [];

    /// <summary>Number of rows that can be imported.</summary>
    public int GoodRows => Rows - BadRows;

    public int Wanted => WantedOf(SkipsDuplicates, SkipsHidden);

    /// <summary>Number of rows that are imported with these choices.</summary>
    public int WantedOf(bool skipDuplicates, bool skipHidden) =>
        GoodRows - (skipDuplicates ? DuplicateRows : 0) - (skipHidden ? HiddenRows : 0) + (skipDuplicates && skipHidden ? HiddenDuplicateRows : 0);

    /// <summary>The rows are deleted. Nothing can be imported or downloaded any more.</summary>
    public bool IsCleared(DateTimeOffset now) => Status != ImportStatus.Running && At < now - RowsKept;

    public bool CanStart(DateTimeOffset now) => Status is ImportStatus.Checked or ImportStatus.Stopped && GoodRows > 0 && !IsCleared(now);

    /// <summary>Has rows that the user can correct and upload again.</summary>
    public bool HasRefused(DateTimeOffset now) => (BadRows > 0 || (SkipsDuplicates && DuplicateRows > 0 && Status != ImportStatus.Checked)) && !IsCleared(now);

    /// <summary>Sets the result of reading and checking.</summary>
    /// <param name="counts">The numbers.</param>
    /// <param name="contentHash">See <see cref="ContentHash"/>.</param>
    /// <param name="sheet">See <see cref="Sheet"/>.</param>
    /// <param name="hiddenColumns">See <see cref="HiddenColumns"/>.</param>
    /// <param name="until">See <see cref="CountedUntil"/>.</param>
    public void Count(ImportCounts counts, string contentHash, string? sheet, IReadOnlyCollection<string>? hiddenColumns = null, DateTimeOffset? until = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        (Rows, BadRows, DuplicateRows, RowsWithoutId) = (counts.Rows, counts.Bad, counts.Duplicates, counts.WithoutId);
        (HiddenRows, HiddenDuplicateRows, HintRows) = (counts.Hidden, counts.HiddenDuplicates, counts.Hints);
        (ContentHash, Sheet) = (contentHash, sheet is null ? null : Normalise.Start(FreeText.MaskNumbers(sheet), SheetLength));
        (HiddenTitles, CountedUntil) = (hiddenColumns is { Count: > 0 } ? string.Join(Comma, hiddenColumns) : null, until);
    }

    /// <summary>An import of the same content has ended since the duplicates were counted: the preview is no longer right.</summary>
    public bool IsOutdated(SameContent? same) => Status == ImportStatus.Checked && same is { IsRunning: false } && same.EndedAt != CountedUntil;

    /// <summary>Takes the duplicates as they are now.</summary>
    public void Recount(int duplicates, int hiddenDuplicates, DateTimeOffset? until) =>
        (DuplicateRows, HiddenDuplicateRows, CountedUntil) = (duplicates, hiddenDuplicates, until);

    /// <summary>导入, or 继续 after a stop: continues at the same row with the same choices.</summary>
    /// <param name="choice">What the person chose for the whole file.</param>
    /// <param name="earlier">An import of the same content that already made orders; it must be accepted.</param>
    /// <param name="me">The owner of the import.</param>
    /// <param name="now">The time of the start.</param>
    public Outcome Start(ImportChoice choice, SameContent? earlier, CurrentUser me, DateTimeOffset now)
    {
        if (OwnerId != me.Id || !me.May(Permission.CreateOrders))
        {
            return Outcome.Forbidden("您没有导入这个文件的权限");
        }

        if (!CanStart(now))
        {
            return IsCleared(now) ? Outcome.Refused("上传的数据只保留 {0} 天，请重新上传", RowsKept.Days) : Outcome.Refused("这个文件已经在导入或已经导入");
        }

        ArgumentNullException.ThrowIfNull(choice);
        var isFirst = Status == ImportStatus.Checked;
        if (isFirst && choice.SkipHidden is null && HiddenRows > 0)
        {
            return Outcome.Refused("请选择怎样处理隐藏的行");
        }

        if (isFirst && earlier is { IsRunning: true })
        {
            return Outcome.Refused("内容相同的文件正在导入，请等它结束后再试");
        }

        if (isFirst && earlier is not null && !choice.Again)
        {
            return Outcome.Refused("内容相同的文件已经导入过；确实要再导入一次，请先勾选");
        }

        if (isFirst && IsOutdated(earlier))
        {
            return Outcome.Refused("内容相同的文件刚导入完，重复的行已重新核对，请看过后再导入");
        }

        if (isFirst)
        {
            (Handler, SkipsDuplicates, SkipsHidden) = (choice.Handler, choice.SkipDuplicates, choice.SkipHidden == true);
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
            return Outcome.Forbidden("您没有导入这个文件的权限");
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
    /// <param name="lastRow">The last row of the batch.</param>
    /// <param name="imported">Orders made.</param>
    /// <param name="bad">Rows that a rule refused only now.</param>
    /// <param name="duplicates">Rows whose order exists by now.</param>
    public void Advance(int lastRow, int imported, int bad, int duplicates)
    {
        LastRow = lastRow;
        Imported += imported;
        BadRows += bad;
        DuplicateRows += duplicates;
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
            builder.Property(i => i.ContentHash).HasMaxLength(HashLength).IsUnicode(false).IsFixedLength();
            builder.Property(i => i.Sheet).HasMaxLength(SheetLength);
            builder.Property(i => i.HiddenTitles).HasMaxLength(ColumnsLength);
            builder.HasIndex(i => new { i.ContentHash, i.Id }).HasDatabaseName("IX_OrderImports_SameContent");
            builder.HasOne<User>().WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.NoAction);
            builder.HasIndex(i => new { i.OwnerId, i.Id }).HasDatabaseName("IX_OrderImports_Mine");
            builder.HasIndex(i => i.Status).HasFilter("\"Status\" = 'Running'").HasDatabaseName("IX_OrderImports_Running");
        }
    }
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
