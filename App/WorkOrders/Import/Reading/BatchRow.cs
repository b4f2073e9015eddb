using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Taxonomy;

namespace WorkOrders.Import.Reading;

/// <summary>A row of an upload: the texts of the template's columns, converted to an order with the rules of the form.</summary>
internal sealed partial record BatchRow(int Number, IReadOnlyList<string?> Cells)
{
    public bool IsHidden { get; init; }

    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        errors.AddRange(BatchTemplate.Columns.Where(c => this[c.Field.Name]?.TrimStart().StartsWith('=') == true).Select(c => new FieldError(c.Title, OrderRules.EqualsSign.Text)));
        errors.AddRange(from name in Numbers
                        let text = Normalise.Halfwidth(this[name])
                        where Scientific().IsMatch(text)
                        select new FieldError(name.Text, OrderRules.Scientific.Text, Short(text)));
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
    [
        .. BatchTemplate.Columns.Select((c, i) => (c.Title, Fault: places[i] < 0 ? CellFault.None : row[places[i]].Fault)).Where(c => c.Fault != CellFault.None)
            .Select(c => new FieldError(c.Title, c.Fault switch
            {
                CellFault.Formula => OrderRules.Formula.Text,
                CellFault.Date => OrderRules.DateCell.Text,
                CellFault.LostDigits => OrderRules.LostDigits.Text,
                _ => OrderRules.ErrorCell.Text,
            })),
    ];

    /// <summary>What the row may have lost before it came here: zeros at the beginning of numbers that are stored as numbers.</summary>
    public static IReadOnlyList<FieldError> Losses(SheetRow row, IReadOnlyList<int> places) =>
    [
        .. from name in Numbers
           let place = places[Places[name]]
           where place >= 0 && row[place] is { IsNumber: true, Text: { } text } && !(Phones.Contains(name) && PhoneNumber.Parse(text) is { IsMobile: true })
           select new FieldError(name.Text, OrderRules.MayHaveLostZero.Text),
    ];

    // 1.23457E+15: the shape in which a spreadsheet program writes a long number that was turned into text. Without a sign it needs a decimal part: 2E15 may be
    // a business number.
    [GeneratedRegex(@"^[0-9]([.,][0-9]+[Ee][+-]?|[Ee][+-])[0-9]{2,3}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();

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
            errors.Add(new FieldError(field.Name.Text, OrderRules.NotListed.Text, Short(name)));
        }

        field.Type(input, value);
    }

    private static OrderField? Above(OrderField field) => field.Level is { } level ? OrderFields.All.FirstOrDefault(f => f.Level == level - 1) : null;

    private static string Short(string text) => Normalise.Whole(FreeText.MaskNumbers(text) is { Length: > 20 } masked ? Normalise.Start(masked, 20) + "…" : text);
}
