using System.Text.Json.Serialization;
using Microsoft.Extensions.Localization;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Api;

/// <summary>A customer in the API; identifiers are masked.</summary>
internal sealed record CustomerAnswer(
    int Id, string CustomerName, string CustomerType, string? Phone, string? TaxId, string? IdNumber, string? Email, string? Industry, string? Region,
    string CustomerLevel, int? OwnerId, string? OwnerName, string? Address, string? CompanyName, string? CompanyAddress, string? ContactName, string? ContactPhone,
    string? WechatUserId, DateTimeOffset? LastFollowUp, DateOnly? NextContact, string Status, int Version)
{
    /// <summary>Probably typing errors; they were saved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    public static CustomerAnswer Of(Customer c) => new(
        c.Id, c.Name, CustomerJson.Word(c.Type), c.Phone?.Masked, c.TaxId, c.IdNumber?.Masked, c.Email?.Masked, c.Industry, c.Region, CustomerJson.Word(c.Level), c.OwnerId,
        c.Owner?.DisplayName, c.Address?.Masked, c.CompanyName, c.CompanyAddress?.Masked, c.ContactName, c.ContactPhone?.Masked, c.WechatUserId, c.LastFollowUpAt,
        c.NextContactOn, CustomerJson.Word(c.Status), c.Version);

    public CustomerAnswer With(IReadOnlyList<FieldError> warnings, IStringLocalizer texts) =>
        warnings.Count == 0 ? this : this with { Warnings = [.. warnings.Select(warning => warning.In(texts))] };
}

/// <summary>A customer that is in the way of a new one.</summary>
internal sealed record CustomerInTheWay(int Id, string CustomerName, string CustomerType, string? Phone, string? IdNumber, string? Region)
{
    public static CustomerInTheWay Of(Customer c) => new(c.Id, c.Name, CustomerJson.Word(c.Type), c.Phone?.Masked, c.IdNumber?.Masked, c.Region);
}
