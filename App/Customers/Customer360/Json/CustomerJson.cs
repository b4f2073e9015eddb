using System.Text.Json;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360.Json;

/// <summary>A customer in the JSON API: the names of <see cref="CustomerFields.All"/>, personal values masked.</summary>
internal static class CustomerJson
{
    /// <summary>individual, important, in_pool.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static Dictionary<string, object?> Of(CustomerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var customer = profile.Customer;
        var json = new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = customer.Id };
        foreach (var field in CustomerFields.All)
        {
            json[field.Json] = Value(field.Get(customer.Values));
        }

        json["ownerName"] = profile.Owner;
        json["status"] = Word(customer.Status);
        json["lastFollowUp"] = customer.LastFollowUpAt;
        json["nextContact"] = customer.NextContactOn;
        json["version"] = customer.Version;
        json["formerValues"] = profile.Former.Where(f => f.Field != CustomerFields.Owner && CustomerFields.All.Any(field => field.Name == f.Field))
            .Select(f => new FormerJson(CustomerFields.All.First(field => field.Name == f.Field).Json, f.Value is Sensitive sensitive ? sensitive.Masked : f.Value?.ToString()))
            .ToList();
        return json;
    }

    private static object? Value(object? value) => value switch
    {
        Sensitive sensitive => sensitive.Masked,
        Enum word => Word(word),
        _ => value,
    };

    internal sealed record FormerJson(string Field, string? Value);
}
