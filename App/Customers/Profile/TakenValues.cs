using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers;

/// <summary>A unique value that another customer has.</summary>
public sealed record TakenValue(FieldName Field, Customer Owner)
{
    /// <summary>Names the customer only to those who may see it.</summary>
    public Outcome Refusal(CurrentUser me) => Owner.IsVisibleTo(me)
        ? Outcome.Refused("没有保存：{0}已经是客户 {1}（编号 {2}）的", Field.Text, Owner.Name, Owner.Id)
        : Outcome.Refused("没有保存：{0}已经是另一位客户的", Field.Text);
}

/// <summary>Uniqueness of telephone, identity card, tax id and the name of an enterprise.</summary>
public static class TakenValues
{
    /// <summary>Which of the values other customers have. The unique indexes decide when two people save at the same moment.</summary>
    public static async Task<IReadOnlyList<TakenValue>> TakenAsync(this AppDb db, CustomerValues values, int? except, CancellationToken token = default)
    {
        var (phone, id, tax) = (values.Phone?.Key, values.IdNumber?.Key, values.TaxId);
        var name = values.Type == CustomerType.Enterprise ? ComparisonForm.OfName(values.Name) : null;
        if (phone is null && id is null && tax is null && string.IsNullOrEmpty(name))
        {
            return [];
        }

        var owners = await db.Customers.AsNoTracking()
            .Where(c => c.Id != except && ((phone != null && c.PhoneKey == phone) || (id != null && c.IdNumberKey == id) || (tax != null && c.TaxId == tax)
                || (name != null && c.EnterpriseKey == name)))
            .OrderBy(c => c.Id).ToListAsync(token);
        return
        [
            .. Of(CustomerFields.FullName, c => name is not null && c.EnterpriseKey == name),
            .. Of(CustomerFields.Phone, c => phone is not null && phone.Equals(c.PhoneKey)),
            .. Of(CustomerFields.TaxId, c => tax is not null && tax == c.TaxId),
            .. Of(CustomerFields.IdNumber, c => id is not null && id.Equals(c.IdNumberKey)),
        ];

        IEnumerable<TakenValue> Of(FieldName field, Func<Customer, bool> isTaken) => owners.Where(isTaken).Select(c => new TakenValue(field, c));
    }
}
