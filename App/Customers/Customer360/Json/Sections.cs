using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Attachments;
using WorkOrders.Customers.Contacts;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Database;
using WorkOrders.Shared;

namespace WorkOrders.Customers.Customer360.Json;

/// <summary>跟进.</summary>
internal sealed class CustomerFollowUpSection : ICustomerSection
{
    public string Name => "followUps";

    public async Task<CustomerSectionPart> ReadAsync(AppDb db, CustomerOnPage customer, CurrentUser me, CancellationToken token)
    {
        var read = await CustomerFollowUpRows.ReadAsync(db, customer.Id, CustomerSectionPart.Most, me, token);
        return new(read.Total, 0, [.. read.Rows.Select(f => new FollowUpLine(f.Id, CustomerJson.Word(f.Kind), f.Content, f.NextContactOn, f.Author, f.At))]);
    }

    private sealed record FollowUpLine(long Id, string Kind, FreeText Content, DateOnly? NextContact, string Author, DateTimeOffset CreateTime);
}

/// <summary>联系人.</summary>
internal sealed class ContactSection : ICustomerSection
{
    public string Name => "contacts";

    public async Task<CustomerSectionPart> ReadAsync(AppDb db, CustomerOnPage customer, CurrentUser me, CancellationToken token)
    {
        var contacts = await ContactBlock.Of(db, customer.Id, me).ToListAsync(token);
        return new(contacts.Count, 0, [.. contacts.Take(CustomerSectionPart.Most).Select(c => new ContactLine(c.Id, c.Name, c.Position, c.Phone, c.Email))]);
    }

    private sealed record ContactLine(long Id, string Name, string? Position, PhoneNumber? Phone, EmailAddress? Email);
}

/// <summary>附件.</summary>
internal sealed class CustomerAttachmentSection(Api.PublicAddress site) : ICustomerSection
{
    public string Name => "attachments";

    public async Task<CustomerSectionPart> ReadAsync(AppDb db, CustomerOnPage customer, CurrentUser me, CancellationToken token)
    {
        var rows = await CustomerAttachmentRow.Of(db, customer.Id, me).ToListAsync(token);
        return new(rows.Count, 0, [.. rows.Take(CustomerSectionPart.Most).Select(r => Files.FileApiEndpoints.FileJson.Of(r.File, site))]);
    }
}
