using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Sheets;

namespace WorkOrders.Customers.Import.Reading;

/// <summary>Finds the account manager whom a cell means: by user name, employee number, or a name that only one of them has.</summary>
internal sealed class OwnerNames
{
    public static readonly FieldRule Unknown = new("unknown-account-manager", "没有找到{0}“{1}”，请填写在职客户经理的用户名、工号或姓名");
    public static readonly FieldRule Several = new("several-account-managers", "有几位客户经理叫“{1}”，请在{0}填写用户名或工号");

    private readonly Dictionary<string, int> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly ILookup<string, int> names;

    private OwnerNames(List<(int Id, string? UserName, string? Number, string Name)> people)
    {
        foreach (var (id, user, number, _) in people)
        {
            users.TryAdd(user ?? "", id);
            numbers.TryAdd(number ?? "", id);
        }

        names = people.ToLookup(p => p.Name, p => p.Id, StringComparer.Ordinal);
    }

    public static async Task<OwnerNames> ReadAsync(AppDb db, CancellationToken cancellation)
    {
        var people = await db.Users.AsNoTracking()
            .Where(u => !u.IsDisabled && u.StaffStatus == StaffStatus.Employed && u.GrantedRoles.Any(r => r.Name == Roles.AccountManager))
            .OrderBy(u => u.Id).Select(u => new { u.Id, u.NormalizedUserName, u.EmployeeNumberKey, u.NameKey }).ToListAsync(cancellation);
        return new OwnerNames(people.ConvertAll(p => (p.Id, p.NormalizedUserName, p.EmployeeNumberKey, p.NameKey)));
    }

    /// <summary>The id; null with an error when it is not clear, and without one when the cell is empty.</summary>
    public int? Find(string? text, out FieldError? error)
    {
        error = null;
        if (Normalise.Line(text) is not { } typed)
        {
            return null;
        }

        if (users.TryGetValue(Normalise.Halfwidth(typed).ToUpperInvariant(), out var id) || numbers.TryGetValue(ComparisonForm.OfNumber(typed), out id))
        {
            return id;
        }

        var found = names[ComparisonForm.OfName(typed)].ToList();
        if (found.Count != 1)
        {
            error = new FieldError(CustomerFields.Owner.Text, (found.Count == 0 ? Unknown : Several).Text, CellRules.Short(typed));
            return null;
        }

        return found[0];
    }
}
