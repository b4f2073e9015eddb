using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Profile.Form;

/// <summary>What the form says as soon as a field is left.</summary>
public sealed partial class EditCustomer
{
    private static readonly FieldName[] Compared = [CustomerFields.FullName, CustomerFields.Phone, CustomerFields.TaxId, CustomerFields.IdNumber];

    private readonly Dictionary<FieldName, IReadOnlyList<KnownCustomer>> known = [];
    private readonly Dictionary<FieldName, string> refusals = [];
    private readonly Dictionary<FieldName, LatestResult> readings = Compared.ToDictionary(name => name, _ => new LatestResult());

    private bool IsPerson => input[CustomerFields.All[1]] is null or nameof(CustomerType.Individual);

    // An enterprise has no tax id when it becomes a person; what was typed comes back with the type.
    private CustomerInput Whole
    {
        get
        {
            var whole = input.Over(input.Original);
            if (IsPerson)
            {
                whole[Of(CustomerFields.TaxId)] = null;
            }

            return whole;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var reading in readings.Values)
            {
                reading.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private static CustomerField Of(FieldName name) => CustomerFields.All.First(field => field.Name == name);

    // The identity card of an enterprise is kept, and shown when something is wrong with it.
    private bool IsShown(CustomerField field) =>
        field.Name == CustomerFields.TaxId ? !IsPerson
        : field.Name == CustomerFields.IdNumber ? IsPerson || errors.Any(error => error.Field == field.Name.Text)
        : field.Kind != CustomerFieldKind.Owner || Me.May(Permission.ManageCustomers);

    private async Task TypeAsync(CustomerField field, string? text)
    {
        input[field] = text;
        sameNames = field.Name == CustomerFields.FullName ? null : sameNames;
        var check = Whole.Check(Time.GetUtcNow());
        errors = [.. errors.Where(error => error.Field != field.Name.Text), .. check.Errors.Where(error => error.Field == field.Name.Text)];
        Problem = null;
        if (field.Name == CustomerFields.Type)
        {
            // The tax id belongs to enterprises, and an enterprise's name to one customer.
            errors = [.. errors.Where(error => error.Field != CustomerFields.TaxId.Text)];
            await CompareAsync(Of(CustomerFields.FullName), check);
            await CompareAsync(Of(CustomerFields.TaxId), check);
        }
        else if (Compared.Contains(field.Name))
        {
            await CompareAsync(field, check);
        }
    }

    // An unchanged or a wrong value is not compared.
    private async Task CompareAsync(CustomerField field, CheckedCustomer check)
    {
        known.Remove(field.Name);
        refusals.Remove(field.Name);
        var (value, was) = (field.Get(check.Values), field.Get(clean.Original));
        if (value is null or "" || (Equals(value, was) && check.Values.Type == clean.Original.Type) || errors.Any(error => error.Field == field.Name.Text))
        {
            readings[field.Name].Drop();
            return;
        }

        await ReadAsync(
            (db, token) => lookUps.AskAsync(
                Place, Me, [value as Sensitive], () => KnownCustomer.FindAsync(db, field, check.Values, opened?.Id, Me, token), found => found.Count > 0, token),
            found =>
            {
                known[field.Name] = found.Answer ?? [];
                if (found.LookUp.Outcome is { IsRefused: true } refused)
                {
                    refusals[field.Name] = L[refused.Reason!, [.. refused.Arguments]];
                }
            },
            readings[field.Name]);
    }
}
