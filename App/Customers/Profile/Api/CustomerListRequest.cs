using Microsoft.AspNetCore.Mvc;
using WorkOrders.Api;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Customers.Profile.Listing;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Profile.Api;

/// <summary>Filter of the list of customers; the period is of the last follow-up.</summary>
internal sealed record CustomerListRequest(
    [FromQuery(Name = "customerName")] string? CustomerName, [FromQuery(Name = "phone")] string? Phone, [FromQuery(Name = "idNumber")] string? IdNumber,
    [FromQuery(Name = "taxId")] string? TaxId, [FromQuery(Name = "customerType")] string? CustomerType, [FromQuery(Name = "customerLevel")] string? CustomerLevel,
    [FromQuery(Name = "status")] string? Status, [FromQuery(Name = "ownerId")] int? OwnerId, [FromQuery(Name = "region")] string? Region,
    [FromQuery(Name = "industry")] string? Industry)
{
    private const int Longest = 100;

    public ApiFault? Fault() =>
        (new (string Name, string? Text)[] { ("customerName", CustomerName), ("region", Region), ("industry", Industry) })
            .Where(one => one.Text?.Length > Longest).Select(one => new ApiFault(one.Name, "{0}：不能超过 {1} 个字", Longest)).FirstOrDefault()
        ?? new (string Name, string? Text)[] { ("customerName", CustomerName), ("region", Region), ("industry", Industry) }
            .Where(one => !string.IsNullOrEmpty(one.Text) && Normalise.Text(one.Text) is null).Select(one => new ApiFault(one.Name, "{0}：格式不正确")).FirstOrDefault()
        ?? Wrong("phone", Phone, PhoneNumber.Parse(Phone)) ?? Wrong("idNumber", IdNumber, Shared.IdNumber.Parse(IdNumber)) ?? Wrong("taxId", TaxId, CreditCode.Parse(TaxId))
        ?? Wrong("customerType", CustomerType, Named<CustomerType>(CustomerType)) ?? Wrong("customerLevel", CustomerLevel, Named<CustomerLevel>(CustomerLevel))
        ?? Wrong("status", Status, Named<CustomerStatus>(Status));

    public CustomerFilter Filter(Period period) => new()
    {
        Name = Normalise.Text(CustomerName),
        Phone = PhoneNumber.Parse(Phone),
        IdNumber = Shared.IdNumber.Parse(IdNumber),
        TaxId = CreditCode.Parse(TaxId),
        Type = Named<CustomerType>(CustomerType),
        Level = Named<CustomerLevel>(CustomerLevel),
        Status = Named<CustomerStatus>(Status),
        OwnerId = OwnerId,
        Region = Normalise.Text(Region),
        Industry = Normalise.Text(Industry),
        From = period.From,
        Before = period.Before,
    };

    private static ApiFault? Wrong(string name, string? text, object? value) => text is not null && value is null ? new ApiFault(name, "{0}：格式不正确") : null;

    private static T? Named<T>(string? word)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => CustomerJson.Word(value) == word).Select(value => (T?)value).FirstOrDefault();
}
