using System.Security.Claims;
using WorkOrders.Api;
using WorkOrders.Customers.Profile.Api;
using WorkOrders.Customers.Profile.Form;
using WorkOrders.Customers.Profile.Listing;
using WorkOrders.Customers.Profile.Saving;
using WorkOrders.Drafts;
using WorkOrders.LookUps;
using WorkOrders.Shared;
using WorkOrders.Sheets;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Profile;

/// <summary>Registers 客户档案: list, form, export, search and API.</summary>
public static class ProfileConfiguration
{
    public static void AddCustomerProfiles(this IServiceCollection services)
    {
        services.AddSingleton<CustomerSaving>();
        services.AddScoped<CustomerExport>();
        services.AddSingleton<ISearchProvider, ProfileSearch>();
        services.AddDraftKind(CustomerDraft.Kind);
        services.AddApiRoutes(api => api.MapCustomers());
        services.AddNavigation(new NavigationEntry(200, "客户档案", CustomerQuery.Path, Permission.ReadCustomers, Icon.Customers, "客户", IsForReading: true));
    }

    /// <summary>The export, authenticated by cookie.</summary>
    public static void MapCustomerProfiles(this WebApplication app) => app.MapGet(CustomerQuery.ExportPath, ExportAsync).RequireAuthorization(nameof(Permission.ManageCustomers));

    private static async Task<IResult> ExportAsync(
        HttpRequest request, ClaimsPrincipal user, CustomerExport export, LookUpCounter lookUps, TimeProvider time, CancellationToken gone)
    {
        var me = CurrentUser.From(user)!;
        var query = CustomerQuery.Parse(request.QueryString.Value, me);
        var lookUp = await lookUps.TakeAsync(LookUpPlace.Export, me, request.HttpContext.IsHead() ? [] : query.FilterFor(me).Numbers, gone);
        return lookUp is { Outcome.IsRefused: true, Until: { } until }
            ? Answer.TooMany(lookUp.Outcome, until)
            : SheetFile.Stream(request.HttpContext, stream => WriteAsync(stream, query, me, export, lookUps, lookUp, gone), SheetFile.NameOf("客户档案", time));
    }

    // A hit is noted at the first row, because the download may be broken off after it.
    private static async Task WriteAsync(
        Stream stream, CustomerQuery query, CurrentUser me, CustomerExport export, LookUpCounter lookUps, LookUp lookUp, CancellationToken gone)
    {
        if (await export.WriteAsync(stream, query, me, () => lookUps.NoteAsync(lookUp, true), gone) == 0)
        {
            await lookUps.NoteAsync(lookUp, false);
        }
    }
}
