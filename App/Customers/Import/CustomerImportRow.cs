using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WorkOrders.Customers.Import.Reading;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import;

/// <summary>A row to be imported or corrected. It contains unmasked identifiers, so it is deleted after its import, or after a week.</summary>
public sealed class CustomerImportRow
{
    private CustomerImportRow()
    {
    }

    internal CustomerImportRow(long importId, CustomerFileRow row, IReadOnlyList<FieldError> problems, IReadOnlyList<FieldError> hints)
    {
        (ImportId, Row) = (importId, row.Number);
        Cells = JsonSerializer.Serialize(row.Cells.Select((cell, i) => CustomerTemplate.Columns[i].Cut(cell)), StoredErrors.Json);
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

    /// <summary>The earlier row of the file that has the same value; null when there is none.</summary>
    public int? SameRow { get; private set; }

    /// <summary>The customer that has the same value; null when there is none.</summary>
    public int? SameCustomerId { get; private set; }

    /// <summary>The value that belongs to one customer.</summary>
    public FieldName? SameField { get; private set; }

    internal bool IsDuplicate => SameField is not null;

    internal CustomerFileRow Read() => new(Row, JsonSerializer.Deserialize<string?[]>(Cells)!);

    internal void Refuse(IReadOnlyList<FieldError> problems) => Problems = Stored(problems);

    /// <summary>The row repeats an earlier row or a customer.</summary>
    internal void Meet(FieldName field, int? row, int? customerId)
    {
        SameField = field;
        SameRow = row;
        SameCustomerId = customerId;
    }

    /// <summary>The problems as field errors, to be localized for the user.</summary>
    public IReadOnlyList<FieldError> Errors() => StoredErrors.Read(Problems);

    /// <summary>The hints as field errors, to be localized for the user.</summary>
    public IReadOnlyList<FieldError> Warnings() => StoredErrors.Read(Hints);

    /// <summary>The typed text of a field as pages show it.</summary>
    public string? Masked(FieldName field)
    {
        var text = Read()[field];
        return field == CustomerFields.Phone && PhoneNumber.Parse(text) is { } phone ? phone.Masked : text is null ? null : FreeText.MaskNumbers(text);
    }

    private static string? Stored(IReadOnlyList<FieldError> errors) => StoredErrors.Write(errors, CustomerFields.All.Select(f => f.Name));

    internal sealed class Configuration : IEntityTypeConfiguration<CustomerImportRow>
    {
        public void Configure(EntityTypeBuilder<CustomerImportRow> builder)
        {
            builder.ToTable("CustomerImportRows");
            builder.HasKey(r => new { r.ImportId, r.Row });
            builder.HasOne<CustomerImport>().WithMany().HasForeignKey(r => r.ImportId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
