using System.Globalization;
using WorkOrders.Shared;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import.Reading;

/// <summary>A row of an upload: the texts of the template's columns, checked with the rules of the form.</summary>
internal sealed record CustomerFileRow(int Number, IReadOnlyList<string?> Cells)
{
    public bool IsHidden { get; init; }

    /// <summary>What is wrong with the cells themselves. Fields with such an error are not checked again.</summary>
    public IReadOnlyList<FieldError> Faults { get; init; } = [];

    /// <summary>What the row may have lost before it came here.</summary>
    public IReadOnlyList<FieldError> Losses { get; init; } = [];

    /// <summary>A row of the sheet; its cells stand in the order of the template.</summary>
    public static CustomerFileRow Of(SheetRow row) => new(row.Number, [.. CustomerTemplate.Columns.Select((_, i) => row[i].Text)])
    {
        IsHidden = row.IsHidden,
        Faults = [.. CustomerTemplate.Columns.Select((c, i) => CellRules.FaultOf(c.Field.Name, row[i])).OfType<FieldError>()],
        Losses =
        [
            .. CustomerTemplate.Columns
                .Select((c, i) => IsNumber(c.Field) ? CellRules.LossOf(c.Field.Name, row[i], c.Field.Kind == CustomerFieldKind.Phone) : null).OfType<FieldError>(),
        ],
    };

    public string? this[FieldName field] => Cells[CustomerFields.All.TakeWhile(f => f.Name != field).Count()];

    public bool IsEmpty => Cells.All(c => c is null) && Faults.Count == 0;

    /// <summary>Validates the row. Uniqueness is asked of the file and the database.</summary>
    public CheckedCustomer Check(OwnerNames owners, DateTimeOffset now)
    {
        var errors = Faults.ToList();
        var input = new CustomerInput();
        for (var i = 0; i < Cells.Count; i++)
        {
            var (field, text) = (CustomerTemplate.Columns[i].Field, Cells[i]);
            var fault = CellRules.FaultOfText(field.Name, text) ?? (IsNumber(field) ? CellRules.FaultOfNumber(field.Name, text) : null);
            if (field.Kind == CustomerFieldKind.Owner && fault is null)
            {
                text = owners.Find(text, out fault)?.ToString(CultureInfo.InvariantCulture);
            }

            if (fault is null)
            {
                input[field] = text;
            }
            else
            {
                errors.Add(fault);
            }
        }

        var check = input.Check(now);
        errors.AddRange(check.Errors.Where(e => !errors.Exists(known => known.Field == e.Field)));
        return check with { Errors = errors, Warnings = [.. check.Warnings, .. Losses] };
    }

    private static bool IsNumber(CustomerField field) => field.Kind is CustomerFieldKind.Phone or CustomerFieldKind.IdNumber or CustomerFieldKind.TaxId;
}
