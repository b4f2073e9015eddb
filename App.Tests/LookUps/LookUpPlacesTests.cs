using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkOrders.Database;
using WorkOrders.Defaults.Applications.Form;
using WorkOrders.Desk;
using WorkOrders.Desk.Filters;
using WorkOrders.Desk.Reading;
using WorkOrders.Desk.Views;
using WorkOrders.DueTimes;
using WorkOrders.Events;
using WorkOrders.Export;
using WorkOrders.LookUps;
using WorkOrders.NewOrder;
using WorkOrders.Page;
using WorkOrders.Shared.People;
using WorkOrders.Shell.Search;
using WorkOrders.Taxonomy;

namespace WorkOrders.Tests.LookUps;

/// <summary>
/// Every place where a typed number is compared with our records counts it and refuses above the limit, which is one number here. Export and API:
/// <see cref="LookUpsOverHttpTests"/>; import: ImportTests.
/// </summary>
public sealed partial class LookUpPlacesTests : ComponentTest
{
    private const string TooMany = "查询完整号码太频繁：每分钟最多 1 个";

    // Files that compare telephone or ID numbers, and where their numbers are counted; or why they are not typed.
    private static readonly Dictionary<string, string> Comparing = new(StringComparer.Ordinal)
    {
        ["Customers/Import/Reading/CustomerIndex.cs"] = nameof(LookUpPlace.Import),
        ["Customers/CustomerKeys.cs"] = "former numbers of a customer",
        ["Customers/CustomerQueries.cs"] = "the answer of the loan core; former numbers for whoever compares the present ones",
        ["Customers/KnownCustomers.cs"] = "the stand-in of another system, in Development only",
        ["Customers/Profile/Listing/CustomerFilter.cs"] = $"{nameof(LookUpPlace.CustomerFilter)}, {nameof(LookUpPlace.Export)}",
        ["Customers/Profile/Listing/ProfileSearch.cs"] = nameof(LookUpPlace.Search),
        ["Customers/Profile/TakenValues.cs"] = $"{nameof(LookUpPlace.NewCustomer)}, {nameof(LookUpPlace.EditCustomer)}; otherwise a value of the loan core",
        ["Defaults/Applications/Form/CustomerSearch.cs"] = nameof(LookUpPlace.Picker),
        ["Defaults/ApprovalDesk/Streak/StreakReading.cs"] = "the customer of a case",
        ["Defaults/InDefault/DefaultSearch.cs"] = nameof(LookUpPlace.Search),
        ["LoanCore/LoanCoreLookup.cs"] = $"{nameof(LookUpPlace.NewOrder)} (CallerContracts); otherwise the person of an order: {nameof(LookUpPlace.ImportedOrder)}",
        ["LookUps/LookUpCounter.cs"] = "counts what the others compare",
        ["LookUps/LookUpQuery.cs"] = nameof(LookUpPlace.Record),
        ["WorkOrders/Desk/Filters/WorkOrderFilter.Apply.cs"] = $"{nameof(LookUpPlace.Filter)}, {nameof(LookUpPlace.Bulk)}, {nameof(LookUpPlace.Export)}",
        ["WorkOrders/Desk/Reading/OrderSearch.cs"] = nameof(LookUpPlace.Search),
        ["WorkOrders/Import/Reading/ImportDuplicates.cs"] = nameof(LookUpPlace.Import),
        ["WorkOrders/NewOrder/CallerRecognition.cs"] = $"{nameof(LookUpPlace.NewOrder)}, {nameof(LookUpPlace.ScreenPop)}",
        ["WorkOrders/OfCustomer/OrdersOfCustomer.cs"] = "the numbers of a customer's file",
        ["WorkOrders/Page/CallSummaries/HistoryRow.cs"] = $"the numbers of an order, which were counted when it was saved: {nameof(LookUpPlace.NewOrder)}, {nameof(LookUpPlace.EditOrder)}; otherwise {nameof(LookUpPlace.ImportedOrder)}",
        ["WorkOrders/Page/OrderOnPage.cs"] = "the numbers of an order that is not imported",
        ["WorkOrders/Page/Person/CustomerFile.cs"] = $"the numbers of an order; {nameof(LookUpPlace.ImportedOrder)}",
    };

    public LookUpPlacesTests(TestDatabase database)
        : base(database)
    {
        Services.Configure<LookUpOptions>(o => o.PerMinute = 1);
        Services.AddSingleton<OrderListsCache>();
        Services.AddSingleton<DueTableCache>();
        Services.AddDesk();
    }

    private NavigationManager Navigator => Services.GetRequiredService<NavigationManager>();

    /// <summary>A new comparison must be counted, or have a reason here.</summary>
    [Fact]
    public void Every_file_that_compares_numbers_counts_them_or_does_not_get_typed_ones()
    {
        var found = Sources().Where(file => Comparison().IsMatch(file.Code)).Select(file => file.Name).Order(StringComparer.Ordinal);
        Assert.Equal(Comparing.Keys.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void Every_place_of_the_record_is_one_that_counts() => Assert.All(Enum.GetValues<LookUpPlace>(), place => Assert.Contains(
        Sources().Where(file => !file.Name.StartsWith("LookUps/", StringComparison.Ordinal) || file.Name == "LookUps/LookUpList.razor.cs"),
        file => place == LookUpPlace.Import
            ? file.Code.Contains("lookUps.TakeImportAsync(", StringComparison.Ordinal)
            : file.Code.Contains($"LookUpPlace.{place}", StringComparison.Ordinal) && Counting().IsMatch(file.Code)));

    [Fact]
    public async Task Filters_of_the_desk_count_and_are_refused()
    {
        var (first, second) = await OrdersAsync();
        Navigator.NavigateTo(AddressOf(first));
        var desk = Render<WorkOrderList>();
        desk.WaitForAssertion(() => Assert.Contains(first.Number, desk.Markup, StringComparison.Ordinal));
        await CountedAsync(LookUpPlace.Filter, first, found: true);

        Navigator.NavigateTo(AddressOf(second));
        desk.WaitForAssertion(() => Assert.Contains(TooMany, desk.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(second.Number, desk.Markup, StringComparison.Ordinal);
        Assert.Empty(desk.FindAll(".pager"));

        // Paging and sorting of what was answered go on.
        Navigator.NavigateTo(AddressOf(first) + "&sort=number");
        desk.WaitForAssertion(() => Assert.Contains(first.Number, desk.Markup, StringComparison.Ordinal));
        await CountedAsync(LookUpPlace.Filter, first, found: true);
        Assert.Equal(1, await RefusedAsync());
    }

    [Fact]
    public async Task A_refused_list_is_not_read_by_the_live_refresh()
    {
        var queries = new QueriesByPhone();
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, queries));
        var (first, second) = await OrdersAsync();
        await Services.GetRequiredService<LookUpCounter>().TakeAsync(LookUpPlace.Filter, As.Leader(li), [first.CustomerPhone]);
        Navigator.NavigateTo(AddressOf(second));
        var desk = Render<WorkOrderList>();
        desk.WaitForElement("[role=alert]");
        var events = Services.GetRequiredService<LiveEvents>();
        events.Publish(LiveEvent.OrderChanged(second.Number));
        var before = await Database.ReadAsync(db => db.LookUps.CountAsync());
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => Clock.GetUtcNow() > Given.Now + TimeSpan.FromSeconds(30));
        desk.WaitForAssertion(() => Assert.NotNull(desk.Find("[role=alert]")));
        Assert.DoesNotContain(second.Number, desk.Markup, StringComparison.Ordinal);
        Assert.Equal(before, await Database.ReadAsync(db => db.LookUps.CountAsync()));
        Assert.Equal(0, queries.Count);

        // Half a minute later the limit has ended: the same list is read, and refreshed.
        Clock.Advance(TimeSpan.FromSeconds(31));
        await desk.ClickAsync("重试");
        desk.WaitForAssertion(() => Assert.Contains(second.Number, desk.Markup, StringComparison.Ordinal));
        var read = queries.Count;
        events.Publish(LiveEvent.OrderChanged(second.Number));
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => queries.Count > read);
    }

    [Fact]
    public async Task A_landline_and_an_ID_number_that_are_dictated_count_once_with_Enter()
    {
        var queries = new QueryCounter();
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(Database, queries));
        li = await Database.SaveAsync(Given.User());
        SignIn(As.Leader(li));
        var phone = PhoneNumber.Parse("0106" + Given.Next().ToString("D7", null))!;
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = phone });
        await Database.SaveAsync(order);
        var box = Render<SearchBox>();
        foreach (var typed in (string[])[.. Enumerable.Range(5, 12).Select(length => Given.Id[..length]), phone.Unmask()[..10], phone.Unmask()])
        {
            var before = queries.Count;
            await box.OnAsync("input", e => e.InputAsync(typed));
            await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(300), () => queries.Count > before && box.FindAll("[role=status]").Count > 0);
        }

        box.WaitForAssertion(() => Assert.Equal("没有找到。按回车键，再按电话或身份证号查找。", box.Find("[role=status]").TextContent));
        Assert.Empty(await CountedAsync());
        Assert.Equal(0, await RefusedAsync());
        await box.OnAsync("input", e => e.KeyDownAsync(Key.Enter));
        box.WaitForAssertion(() => Assert.Contains(order.Number, Navigator.Uri, StringComparison.Ordinal));
        await CountedAsync(LookUpPlace.Search, order, found: true);
    }

    [Fact]
    public async Task A_contract_that_has_the_number_of_a_telephone_is_no_hit_of_the_telephone()
    {
        var (first, _) = await OrdersAsync();
        var number = "151" + Given.Next().ToString("D8", null);
        WorkOrder order = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = null, ContractNo = number });
        await Database.SaveAsync(order);
        var box = Render<SearchBox>();
        await box.OnAsync("input", e => e.InputAsync(number));
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(300), () => box.FindAll("[role=option]").Count > 0);
        await Eventually.HoldsAsync(async () => (await CountedAsync()).SequenceEqual([(LookUpPlace.Search, (bool?)false)]));
        Assert.NotEqual(first.Number, order.Number);
    }

    [Fact]
    public async Task Of_two_numbers_of_a_caller_only_the_known_one_is_found()
    {
        Services.Configure<LookUpOptions>(o => o.PerMinute = 2);
        var (first, _) = await OrdersAsync();
        var numbers = new CallerNumbers(null, first.CustomerPhone, NewPhone());
        var lists = await Services.GetRequiredService<OrderListsCache>().GetAsync();
        var callers = Render<KnownCallers>(p => p.Add(k => k.Numbers, numbers).Add(k => k.Typed, [numbers.Phone, numbers.Caller])
            .Add(k => k.Place, LookUpPlace.NewOrder).Add(k => k.Lists, lists));
        callers.WaitForAssertion(() => Assert.Contains(first.Number, callers.Markup, StringComparison.Ordinal));
        Assert.Equal([(LookUpPlace.NewOrder, (bool?)true), (LookUpPlace.NewOrder, false)], await CountedAsync());
    }

    [Fact]
    public async Task An_imported_order_tells_of_its_customer_only_as_a_look_up_and_nothing_above_the_limit()
    {
        var (first, second) = await OrdersAsync();
        var customer = await Database.SaveAsync(Given.Customer("档案里的名字" + Given.Next()));
        WorkOrder known = Given.WorkOrder().HandledBy(li).From(WorkOrderSource.Batch).With(f => f with { CustomerPhone = first.CustomerPhone });
        WorkOrder guessed = Given.WorkOrder().HandledBy(li).From(WorkOrderSource.Batch).With(f => f with { CustomerPhone = second.CustomerPhone });
        WorkOrder filed = Given.WorkOrder().HandledBy(li).From(WorkOrderSource.Batch).With(f => f with { CustomerPhone = customer.Phone, IdNumber = Given.SomeId() });
        await Database.SaveAsync(known, guessed, filed);
        Render<MudPopoverProvider>();
        IRenderedComponent<WorkOrderDetails> Show(WorkOrder order, string? tab) => Render<WorkOrderDetails>(p => p.Add(d => d.Number, order.Number).Add(d => d.Tab, tab));

        // The order itself is no look-up; what else there is of its customer is one.
        Show(guessed, null).WaitForElement("dl");
        Assert.Empty(await CountedAsync());
        var history = Show(known, "history");
        history.WaitForAssertion(() => Assert.Contains(first.Number, history.Find("ol.history").TextContent, StringComparison.Ordinal));
        await CountedAsync(LookUpPlace.ImportedOrder, first, found: true);

        var refused = Show(guessed, "history");
        refused.WaitForAssertion(() => Assert.Contains(TooMany, refused.Find(".tab-panel [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(second.Number, refused.Markup, StringComparison.Ordinal);
        foreach (var tab in (string[])["customer", "contracts"])
        {
            var closed = Show(filed, tab);
            closed.WaitForAssertion(() => Assert.Contains(TooMany, closed.Find(".tab-panel [role=alert]").TextContent, StringComparison.Ordinal));
            Assert.DoesNotContain(customer.Name, closed.Markup, StringComparison.Ordinal);
        }

        // A minute later it goes on.
        Clock.Advance(TimeSpan.FromMinutes(1));
        await refused.ClickAsync("重试");
        refused.WaitForAssertion(() => Assert.Contains(second.Number, refused.Find("ol.history").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_of_a_long_call_is_saved_though_looking_it_up_reached_the_limit_of_the_day()
    {
        Services.Configure<LookUpOptions>(o => o.PerDay = 1);
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var (first, second) = await OrdersAsync(type);
        await Services.GetRequiredService<LookUpCounter>().TakeAsync(LookUpPlace.ScreenPop, As.Leader(li), [second.CustomerPhone]);
        Clock.Advance(TimeSpan.FromMinutes(12));
        Render<MudPopoverProvider>();
        var details = Render<WorkOrderDetails>(p => p.Add(d => d.Number, first.Number));
        await details.ClickAsync("编辑");
        details.WaitForElement("form");
        await details.InvokeAsync(() => details.Field("客户电话").ChangeAsync(new ChangeEventArgs { Value = second.CustomerPhone!.Unmask() }));
        await details.OnAsync("form", e => e.SubmitAsync());
        details.WaitForState(() => Toasts.Count > 0);
        Assert.Equal(second.CustomerPhone, await Database.ReadAsync(db => db.WorkOrders.Where(o => o.Number == first.Number).Select(o => o.CustomerPhone).SingleAsync()));
        Assert.Equal([(LookUpPlace.ScreenPop, (bool?)null)], await CountedAsync());
    }

    [Fact]
    public async Task An_export_above_the_limit_is_refused_in_words_before_the_browser_asks_for_it()
    {
        var (first, second) = await OrdersAsync();
        IRenderedComponent<ExportLink> Show(PhoneNumber? phone) =>
            Render<ExportLink>(p => p.Add(l => l.Filter, new WorkOrderFilter { View = DeskView.All, Phone = phone }));
        await Show(first.CustomerPhone).ClickAsync("导出");
        Assert.Equal(OrderExport.AddressOf(new WorkOrderFilter { View = DeskView.All, Phone = first.CustomerPhone }), new Uri(Navigator.Uri).PathAndQuery);
        Assert.Equal([(LookUpPlace.Export, (bool?)null)], await CountedAsync());

        Navigator.NavigateTo("/work-orders");
        await Show(second.CustomerPhone).ClickAsync("导出");
        Assert.StartsWith(TooMany, Assert.Single(Toasts).Text, StringComparison.Ordinal);
        Assert.Equal("/work-orders", new Uri(Navigator.Uri).PathAndQuery);
        Assert.NotEmpty(Show(null).FindAll("a[download]"));
    }

    [Fact]
    public async Task The_search_box_counts_and_is_refused_and_says_nothing_of_a_hit()
    {
        var (first, second) = await OrdersAsync();
        var box = Render<SearchBox>();
        await box.OnAsync("input", e => e.InputAsync(first.CustomerPhone!.Unmask()));
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(300), () => box.FindAll("[role=option]").Count > 0);
        await CountedAsync(LookUpPlace.Search, first, found: true);

        // Numbers that are still being typed, and texts, are not counted.
        await box.OnAsync("input", e => e.InputAsync("1381234"));
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(300), () => box.FindAll("[role=status]").Count > 0);
        Assert.Equal(0, await RefusedAsync());

        foreach (var number in (string[])[second.CustomerPhone!.Unmask(), "19900000001"])
        {
            await box.OnAsync("input", e => e.InputAsync(number));
            await box.OnAsync("input", e => e.KeyDownAsync(Key.Enter));
            box.WaitForAssertion(() => Assert.Contains(TooMany, box.Find("[role=alert]").TextContent, StringComparison.Ordinal));
            Assert.Empty(box.FindAll("[role=option]"));
        }

        await box.OnAsync("input", e => e.InputAsync(second.Number));
        await box.OnAsync("input", e => e.KeyDownAsync(Key.Enter));
        Assert.Contains(second.Number, Navigator.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picker_of_a_default_application_counts_and_is_refused()
    {
        var customers = (Given.Customer("甲公司" + Given.Next()), Given.Customer("乙公司" + Given.Next()));
        await Database.SaveAsync(customers.Item1, customers.Item2);
        li = await Database.SaveAsync(Given.User());
        SignIn(As.In(li, Roles.RiskOperator));
        Render<MudPopoverProvider>();
        var picker = Render<CustomerPicker>();
        await picker.OnAsync("input", e => e.InputAsync(customers.Item1.Phone!.Unmask()));
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(200), () => picker.FindAll(".found button").Count > 0);
        Assert.Equal([(LookUpPlace.Picker, (bool?)true)], await CountedAsync());

        await picker.OnAsync("input", e => e.InputAsync(customers.Item2.Phone!.Unmask()));
        await Clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(200), () => picker.Markup.Contains(TooMany, StringComparison.Ordinal));
        Assert.Empty(picker.FindAll(".found button"));
        Assert.DoesNotContain("没有找到客户", picker.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_screen_pop_and_typed_numbers_of_a_new_order_count_and_are_refused()
    {
        var (first, second) = await OrdersAsync();
        Navigator.NavigateTo("/work-orders/new?callerNumber=" + first.CustomerPhone!.Unmask());
        Render<MudPopoverProvider>();
        var page = Render<CreateWorkOrder>();
        page.WaitForAssertion(() => Assert.Contains(first.Number, page.Markup, StringComparison.Ordinal));
        await CountedAsync(LookUpPlace.ScreenPop, first, found: true);

        await page.InvokeAsync(() => page.Field("客户电话").ChangeAsync(new ChangeEventArgs { Value = second.CustomerPhone!.Unmask() }));
        page.WaitForAssertion(() => Assert.Contains(TooMany, page.Find(".known").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(second.Number, page.Markup, StringComparison.Ordinal);

        // The loan core is not asked for a typed ID number either.
        await page.InvokeAsync(() => page.Field("身份证号").ChangeAsync(new ChangeEventArgs { Value = Given.SomeId().Unmask() }));
        page.WaitForAssertion(() => Assert.Contains(TooMany, page.Find(".contracts").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_order_with_a_number_above_the_limit_is_not_saved_and_keeps_what_was_typed()
    {
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var (first, _) = await OrdersAsync();
        await Services.GetRequiredService<LookUpCounter>().TakeAsync(LookUpPlace.Filter, As.Leader(li), [first.CustomerPhone]);
        Navigator.NavigateTo("/work-orders/new");
        var popovers = Render<MudPopoverProvider>();
        var page = Render<CreateWorkOrder>();
        page.WaitForElement("form");
        await page.InvokeAsync(() => page.Field("客户电话").ChangeAsync(new ChangeEventArgs { Value = "13912340001" }));
        await page.ChooseAsync(popovers, "问题类型", type.Name);
        var before = await Database.ReadAsync(db => db.WorkOrders.CountAsync());
        await page.OnAsync("form", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains(TooMany, page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("13912340001", page.Field("客户电话").GetAttribute("value"));
        Assert.Equal(before, await Database.ReadAsync(db => db.WorkOrders.CountAsync()));
    }

    [Fact]
    public async Task A_changed_number_of_an_order_counts_and_an_unchanged_one_does_not()
    {
        var type = await Database.SaveAsync(new ProblemCategory("咨询" + Given.Next(), null, 0));
        var (first, second) = await OrdersAsync(type);
        Render<MudPopoverProvider>();
        var details = Render<WorkOrderDetails>(p => p.Add(d => d.Number, first.Number));
        await details.ClickAsync("编辑");
        await details.OnAsync("form", e => e.SubmitAsync());
        details.WaitForState(() => Toasts.Count > 0);
        Assert.Empty(await CountedAsync());

        await details.ClickAsync("编辑");
        details.WaitForElement("form");
        await details.InvokeAsync(() => details.Field("客户电话").ChangeAsync(new ChangeEventArgs { Value = second.CustomerPhone!.Unmask() }));
        await details.OnAsync("form", e => e.SubmitAsync());
        details.WaitForState(() => Toasts.Count > 1);
        Assert.Equal([(LookUpPlace.EditOrder, (bool?)null)], await CountedAsync());

        await details.ClickAsync("编辑");
        details.WaitForElement("form");
        await details.InvokeAsync(() => details.Field("客户电话").ChangeAsync(new ChangeEventArgs { Value = "13912340002" }));
        await details.OnAsync("form", e => e.SubmitAsync());
        details.WaitForAssertion(() => Assert.Contains(TooMany, details.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("13912340002", details.Field("客户电话").GetAttribute("value"));
        Assert.Equal(second.CustomerPhone, await Database.ReadAsync(db => db.WorkOrders.Where(o => o.Number == first.Number).Select(o => o.CustomerPhone).SingleAsync()));
    }

    [Fact]
    public async Task An_action_on_all_orders_of_a_filter_counts_and_is_refused()
    {
        var (first, second) = await OrdersAsync();
        await Services.GetRequiredService<LookUpCounter>().TakeAsync(LookUpPlace.Filter, As.Leader(li), [first.CustomerPhone]);
        IRenderedComponent<BulkBar> Show(PhoneNumber phone) => Render<BulkBar>(p => p.Add(b => b.Selection, [second.Number]).Add(b => b.AllMatching, true)
            .Add(b => b.Page, new DeskPage([], 40, false, new WorkOrderFilter { View = DeskView.All, Phone = phone }, false)));
        await Show(second.CustomerPhone!).ClickAsync("结单");
        Assert.StartsWith(TooMany, Assert.Single(Toasts).Text, StringComparison.Ordinal);

        // Nothing is found, so no dialog opens.
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Show(PhoneNumber.Parse("19900000002")!).ClickAsync("结单");
        Assert.Equal([(LookUpPlace.Filter, (bool?)null), (LookUpPlace.Bulk, false)], await CountedAsync());
    }

    [Fact]
    public async Task The_place_of_an_order_in_a_filtered_list_counts_and_is_refused()
    {
        var (first, second) = await OrdersAsync();
        var filter = new WorkOrderFilter { View = DeskView.All };
        IRenderedComponent<OrderListPosition> Show(WorkOrder order) => Render<OrderListPosition>(p => p
            .Add(l => l.Number, order.Number).Add(l => l.List, filter with { Phone = order.CustomerPhone }).Add(l => l.Address, to => to.ToQuery()));
        var place = Show(first);
        place.WaitForAssertion(() => Assert.Contains("1 / 1", place.Markup, StringComparison.Ordinal));
        await CountedAsync(LookUpPlace.Filter, first, found: true);
        var refused = Show(second);
        refused.WaitForAssertion(() => Assert.Contains(TooMany, refused.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("1 / 1", refused.Markup, StringComparison.Ordinal);
    }

    private User li = null!;

    // Two orders of different customers; a team leader is signed in.
    private async Task<(WorkOrder First, WorkOrder Second)> OrdersAsync(ProblemCategory? type = null)
    {
        li = await Database.SaveAsync(Given.User());
        SignIn(As.Leader(li));
        WorkOrder first = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = NewPhone(), ProblemTypeId = type?.Id });
        WorkOrder second = Given.WorkOrder().HandledBy(li).With(f => f with { CustomerPhone = NewPhone(), ProblemTypeId = type?.Id });
        await Database.SaveAsync(first, second);
        return (first, second);
    }

    private static PhoneNumber NewPhone() => PhoneNumber.Parse("138" + Given.Next().ToString("D8", null))!;

    private static string AddressOf(WorkOrder order) => "/work-orders" + new WorkOrderFilter { View = DeskView.All, Phone = order.CustomerPhone }.ToQuery();

    private async Task CountedAsync(LookUpPlace place, WorkOrder order, bool found)
    {
        await Eventually.HoldsAsync(async () => (await CountedAsync()).SequenceEqual([(place, (bool?)found)]));
        Assert.Equal(order.CustomerPhone!.Masked, await Database.ReadAsync(db => db.LookUps.Where(l => l.UserId == li.Id && l.RefusedUntil == null).Select(l => l.Value).SingleAsync()));
    }

    private Task<List<(LookUpPlace Place, bool? Found)>> CountedAsync() => Database.ReadAsync(async db =>
        (await db.LookUps.Where(l => l.UserId == li.Id && l.RefusedUntil == null).OrderBy(l => l.Id).ToListAsync()).ConvertAll(l => (l.Place, l.Found)));

    private static IEnumerable<(string Name, string Code)> Sources()
    {
        var app = Repository.PathOf("App");
        return from file in Directory.EnumerateFiles(app, "*.*", SearchOption.AllDirectories)
               let name = Path.GetRelativePath(app, file).Replace('\\', '/')
               where (name.EndsWith(".cs", StringComparison.Ordinal) || name.EndsWith(".razor", StringComparison.Ordinal))
                   && !name.StartsWith("obj/", StringComparison.Ordinal) && !name.StartsWith("bin/", StringComparison.Ordinal)
               select (name, File.ReadAllText(file));
    }

    private Task<int> RefusedAsync() => Database.ReadAsync(db => db.LookUps.CountAsync(l => l.UserId == li.Id && l.RefusedUntil != null));

    // c.PhoneKey == …, phones.Contains(o.CallerNumberKey), s.IdNumber == …: a comparison in a query.
    [GeneratedRegex(@"\w\.(Customer\.)?(CustomerPhone|CallerNumber|Phone|IdNumber)Key!? ==(?! null)|Contains\(\w\.(CustomerPhone|CallerNumber|Phone|IdNumber)Key|\bs\.IdNumber ==|n\.IdNumber ==|\bl\.Hash ==",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\blookUps\.(Ask|Take|TakeSaved)Async\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counting();

    /// <summary>Counts the queries that compare the telephone number of orders.</summary>
    private sealed class QueriesByPhone : DbCommandInterceptor
    {
        public int Count { get; private set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count += command.CommandText.Contains("CustomerPhoneKey", StringComparison.Ordinal) ? 1 : 0;
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
