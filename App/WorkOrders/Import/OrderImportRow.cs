using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Import.Reading;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Import;

/// <summary>A row to be imported or corrected. It contains unmasked identifiers, so it is deleted after its import, or after a week.</summary>
public sealed class OrderImportRow
{
    private OrderImportRow()
    {
    }

    internal OrderImportRow(long importId, BatchRow row, IReadOnlyList<FieldError> problems, IReadOnlyList<FieldError> hints, string? duplicate)
    {
        (ImportId, Row, IsHidden, Duplicate) = (importId, row.Number, row.IsHidden, duplicate);
        Cells = JsonSerializer.Serialize(row.Cells.Select((cell, i) => BatchTemplate.Columns[i].Cut(cell)), StoredErrors.Json);
        Hints = problems.Count > 0 ? null : Stored(hints);
        Refuse(problems);
    }

    public long ImportId { get; private set; }

    /// <summary>Row number in the sheet, starting at 1 with the header.</summary>
    public int Row { get; private set; }

    public string Cells { get; private set; } = "";

    /// <summary>Error codes by field; null for a valid row.</summary>
    public string? Problems { get; private set; }

    /// <summary>What is probably wrong in a valid row, stored as <see cref="Problems"/>; null when there is nothing.</summary>
    public string? Hints { get; private set; }

    /// <summary>The row was hidden in the sheet.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>The duplicate: an earlier row of the file (#5, or ^5 when that one is hidden) or the number of an open order; null when there is none.</summary>
    public string? Duplicate { get; private set; }

    /// <summary>A duplicate only of a hidden row.</summary>
    internal bool IsOfHidden => Duplicate?.StartsWith(ImportDuplicates.OfHiddenRow) == true;

    /// <summary>Left out once when both hidden rows and duplicates are skipped.</summary>
    internal bool IsHiddenDuplicate => (IsHidden && Duplicate is not null) || IsOfHidden;

    internal BatchRow Read() => new(Row, JsonSerializer.Deserialize<string?[]>(Cells)!);

    internal void Refuse(IReadOnlyList<FieldError> problems) => Problems = Stored(problems);

    /// <summary>What the row repeats by now; it is then skipped as a duplicate.</summary>
    internal void Meet(string? duplicate) => Duplicate = duplicate;

    /// <summary>The problems as field errors, to be localized for the user.</summary>
    public IReadOnlyList<FieldError> Errors() => StoredErrors.Read(Problems);

    /// <summary>The hints as field errors, to be localized for the user.</summary>
    public IReadOnlyList<FieldError> Warnings() => StoredErrors.Read(Hints);

    private static string? Stored(IReadOnlyList<FieldError> errors) => StoredErrors.Write(errors, OrderFields.All.Select(f => f.Name));

    internal sealed class Configuration : IEntityTypeConfiguration<OrderImportRow>
    {
        public void Configure(EntityTypeBuilder<OrderImportRow> builder)
        {
            builder.ToTable("OrderImportRows");
            builder.HasKey(r => new { r.ImportId, r.Row });
            builder.Property(r => r.Duplicate).HasMaxLength(20);
            builder.HasOne<OrderImport>().WithMany().HasForeignKey(r => r.ImportId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
