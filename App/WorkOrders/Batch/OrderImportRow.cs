using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Shared;

namespace WorkOrders.Batch;

/// <summary>A row that waits to become an order, or to be corrected. It holds whole identifiers, so it is deleted as soon as it is an order, and after a week.</summary>
public sealed class OrderImportRow
{
    private OrderImportRow()
    {
    }

    internal OrderImportRow(long importId, BatchRow row, IReadOnlyList<FieldError> problems, string? duplicate)
    {
        (ImportId, Row, Duplicate) = (importId, row.Number, duplicate);
        Cells = JsonSerializer.Serialize(row.Cells, BatchRow.Json);
        Refuse(problems);
    }

    public long ImportId { get; private set; }

    /// <summary>Its number in the sheet, counted from 1 with the header.</summary>
    public int Row { get; private set; }

    public string Cells { get; private set; } = "";

    /// <summary>Which rules it breaks; null for a good row.</summary>
    public string? Problems { get; private set; }

    /// <summary>An earlier row of the file, or the number of an open order, that says the same; null when there is none.</summary>
    public string? Duplicate { get; private set; }

    internal BatchRow Read() => new(Row, JsonSerializer.Deserialize<string?[]>(Cells)!);

    internal void Refuse(IReadOnlyList<FieldError> problems) => Problems = problems.Count == 0 ? null
        : JsonSerializer.Serialize(problems.Select(p => (string[])[p.Field, p.Rule, .. p.Arguments.Select(a => $"{a}")]), BatchRow.Json);

    /// <summary>The problems, to be said in the reader's language.</summary>
    public IReadOnlyList<FieldError> Errors() => Problems is null ? []
        : [.. JsonSerializer.Deserialize<string[][]>(Problems)!.Select(p => new FieldError(p[0], p[1], [.. p[2..].Cast<object>()]))];

    internal sealed class Configuration : IEntityTypeConfiguration<OrderImportRow>
    {
        public void Configure(EntityTypeBuilder<OrderImportRow> builder)
        {
            builder.HasKey(r => new { r.ImportId, r.Row });
            builder.Property(r => r.Duplicate).HasMaxLength(20);
            builder.HasOne<OrderImport>().WithMany().HasForeignKey(r => r.ImportId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
