using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Import.Reading;
using WorkOrders.Shared;

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
        Cells = JsonSerializer.Serialize(row.Cells.Select((cell, i) => BatchTemplate.Columns[i].Cut(cell)), BatchRow.Json);
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
    public IReadOnlyList<FieldError> Errors() => Read(Problems);

    /// <summary>The hints as field errors, to be localized for the user.</summary>
    public IReadOnlyList<FieldError> Warnings() => Read(Hints);

    private static string? Stored(IReadOnlyList<FieldError> errors) => errors.Count == 0
        ? null
        : JsonSerializer.Serialize(
            errors.Select(p => (string[])[CodeOf(p.Field, OrderFields.All.Select(f => f.Name)), CodeOf(p.Rule, Codes.All<FieldRule>()), .. p.Arguments.Select(a => $"{a}")]),
            BatchRow.Json);

    private static IReadOnlyList<FieldError> Read(string? stored) => stored is null ? []
        : [.. JsonSerializer.Deserialize<string[][]>(stored)!.Select(p => new FieldError(Codes.Of<FieldName>(p[0]).Text, Codes.Of<FieldRule>(p[1]).Text, [.. p[2..].Cast<object>()]))];

    private static string CodeOf(string text, IEnumerable<ICodedText> known) => known.FirstOrDefault(one => one.Text == text)?.Code ?? text;

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
