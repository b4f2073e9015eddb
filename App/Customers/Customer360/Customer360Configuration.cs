using WorkOrders.Api;
using WorkOrders.Customers.Attachments;
using WorkOrders.Customers.Contacts;
using WorkOrders.Customers.Customer360.Core;
using WorkOrders.Customers.Customer360.Json;
using WorkOrders.Customers.Customer360.Timeline;
using WorkOrders.Customers.Duplicates;
using WorkOrders.Customers.FollowUps;
using WorkOrders.Drafts;
using WorkOrders.Files;

namespace WorkOrders.Customers.Customer360;

/// <summary>Registers the 360° view and what belongs to a customer: 跟进, 联系人, 附件.</summary>
internal static class Customer360Configuration
{
    public static void AddCustomer360(this IServiceCollection services)
    {
        services.AddCustomerBlock<CustomerFollowUpBlock>(100, "跟进");
        services.AddCustomerBlock<ContactBlock>(200, "联系人");
        services.AddCustomerBlock<CoreContractBlock>(500, "合同（贷款核心）");
        services.AddCustomerBlock<CustomerAttachmentBlock>(900, "附件");
        services.AddTimelineSource<CustomerFollowUpEntries>();
        services.AddTimelineSource<ChangeEntries>();
        services.AddTimelineActions(
            CustomerActions.Created, CustomerActions.Changed, CustomerActions.Deactivated, CustomerActions.Activated,
            CustomerActions.CompletedFromCore, CustomerActions.AdoptedFromCore,
            ContactActions.Added, ContactActions.Changed, ContactActions.Removed, CustomerAttachmentActions.Added, CustomerAttachmentActions.Removed);
        services.AddCustomerRows<CustomerFollowUp>("follow-up", "跟进");
        services.AddCustomerRows<Contact>("contact", "联系人");
        services.AddCustomerRows<CustomerAttachment>("attachment", "附件");
        services.AddSingleton<IFileUse, CustomerFileUse>();
        services.AddDraftKind(CustomerFollowUpDraft.Kind);
        services.AddCustomerSection<CustomerFollowUpSection>();
        services.AddCustomerSection<ContactSection>();
        services.AddCustomerSection<CustomerAttachmentSection>();
        services.AddApiRoutes(api => api.MapCustomer360());
    }
}
