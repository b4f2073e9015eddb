using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>A row of an upload: the texts of the template's columns, converted to an order with the rules of the form.</summary>
internal sealed record BatchRow(int Number, IReadOnlyList<string?> Cells)
{
    public bool IsHidden { get; init; }

    private static readonly FieldName[] Phones = [OrderFields.CustomerPhone, OrderFields.CallerNumber];
    private static readonly FieldName[] Numbers = [.. Phones, OrderFields.IdNumber, OrderFields.ApplyNo, OrderFields.ContractNo];

    private static readonly Dictionary<FieldName, int> Places = BatchTemplate.Columns.Select((c, i) => (c.Field.Name, i)).ToDictionary(c => c.Name, c => c.i);

    private string? this[FieldName field] => Cells[Places[field]];

    /// <param name="lists">The values that may be chosen.</param>
    /// <param name="faults">Errors from reading the cells. Fields with such an error are not checked again.</param>
    /// <param name="now">The time of the check.</param>
    public CheckedOrder Check(OrderLists lists, IReadOnlyList<FieldError> faults, DateTimeOffset now)
    {
        var errors = faults.ToList();
        errors.AddRange(BatchTemplate.Columns.Select(c => CellRules.FaultOfText(c.Field.Name, this[c.Field.Name])).OfType<FieldError>());
        errors.AddRange(Numbers.Select(name => CellRules.FaultOfNumber(name, this[name])).OfType<FieldError>());
        var input = new WorkOrderInput();
        foreach (var field in OrderFields.All.Where(f => f.Column is not null))
        {
            if (field.Kind is FieldKind.Category or FieldKind.Priority)
            {
                Choose(field, input, lists, errors);
            }
            else
            {
                field.Type(input, this[field.Name]);
            }
        }

        var check = input.Check(lists, now);
        errors.AddRange(check.Errors.Where(e => !errors.Exists(known => known.Field == e.Field)));
        return new CheckedOrder(check.Fields, errors) { Warnings = check.Warnings };
    }

    /// <summary>Errors from reading the cells of the template's columns.</summary>
    public static IReadOnlyList<FieldError> Faults(SheetRow row, IReadOnlyList<int> places) =>
        [.. BatchTemplate.Columns.Select((c, i) => places[i] < 0 ? null : CellRules.FaultOf(c.Field.Name, row[places[i]])).OfType<FieldError>()];

    /// <summary>What the row may have lost before it came here: zeros at the beginning of numbers that are stored as numbers.</summary>
    public static IReadOnlyList<FieldError> Losses(SheetRow row, IReadOnlyList<int> places) =>
    [
        .. Numbers.Where(name => places[Places[name]] >= 0)
            .Select(name => CellRules.LossOf(name, row[places[Places[name]]], Phones.Contains(name))).OfType<FieldError>(),
    ];

    // The cell holds the name of the value. The levels of the problem are chosen from the type down.
    private void Choose(OrderField field, WorkOrderInput input, OrderLists lists, List<FieldError> errors)
    {
        if (Normalise.Text(this[field.Name]) is not { } name || errors.Exists(e => e.Field == field.Name.Text))
        {
            return;
        }

        if (Above(field) is { } above && above.Typed(input) is null)
        {
            // A wrong value above already has its own message.
            if (Normalise.Text(this[above.Name]) is null && !errors.Exists(e => e.Field == above.Name.Text))
            {
                errors.Add(new FieldError(field.Name.Text, OrderRules.NoParent.Text));
            }

            return;
        }

        var form = ComparisonForm.OfName(name);
        var value = field.Options(lists, input).Where(option => ComparisonForm.OfName(option.Text) == form).Select(option => option.Value).FirstOrDefault();
        if (value is null)
        {
            errors.Add(new FieldError(field.Name.Text, OrderRules.NotListed.Text, CellRules.Short(name)));
        }

        field.Type(input, value);
    }

    private static OrderField? Above(OrderField field) => field.Level is { } level ? OrderFields.All.FirstOrDefault(f => f.Level == level - 1) : null;
}
