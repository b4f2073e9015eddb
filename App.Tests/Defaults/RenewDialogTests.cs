using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MudBlazor;
using WorkOrders.Customers;
using WorkOrders.Database;
using WorkOrders.Defaults;
using WorkOrders.Defaults.Reasons;
using WorkOrders.Defaults.Renewals;
using WorkOrders.Drafts;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Tests.Defaults;

/// <summary>The dialog 申请重生 when something else happens at the same time.</summary>
public sealed class RenewDialogTests : ComponentTest
{
    private readonly HeldSave save = new(1);
    private IRenderedComponent<MudPopoverProvider> popovers = null!;

    public RenewDialogTests(TestDatabase database)
        : base(database)
    {
        Services.AddSingleton<IDbContextFactory<AppDb>>(new InterceptedFactory(database, save));
        Services.AddSingleton<Renewing>();
    }

    [Fact]
    public async Task Two_clicks_make_one_renewal_and_no_refusal()
    {
        var (dialog, customer, answer) = await OpenAsync();
        await ChooseAsync(dialog);
        var first = dialog.OnAsync("form", e => e.SubmitAsync());
        await save.Reached;
        Assert.True(dialog.Find("[type=submit]").HasAttribute("disabled"));
        await dialog.OnAsync("form", e => e.SubmitAsync());
        Assert.Empty(dialog.FindAll("[role=alert]"));
        Assert.False(answer.IsCompleted);
        save.Release();

        await first;
        var renewal = await Database.ReadAsync(db => db.Renewals.SingleAsync(r => r.CustomerId == customer.Id));
        Assert.Equal(renewal.Id, await answer);
        Assert.Equal("重生申请已提交，编号 " + renewal.Id, Assert.Single(Toasts).Text);
    }

    [Fact]
    public async Task A_reason_that_was_switched_off_meanwhile_is_refused_at_its_field_and_another_can_be_chosen()
    {
        save.Release();
        var (dialog, customer, answer) = await OpenAsync();
        var chosen = await ChooseAsync(dialog);
        await SwitchAsync(chosen, on: false);
        await dialog.OnAsync("form", e => e.SubmitAsync());
        dialog.WaitForAssertion(() => Assert.Equal("重生原因不存在或已停用", dialog.Find(".field-error").TextContent.Trim()));
        Assert.False(await Database.ReadAsync(db => db.Renewals.AnyAsync(r => r.CustomerId == customer.Id)));

        await SwitchAsync(chosen, on: true);
        await dialog.OnAsync("form", e => e.SubmitAsync());
        Assert.NotNull(await answer);
    }

    [Fact]
    public async Task Without_the_database_it_says_so_and_what_was_typed_stays()
    {
        var (dialog, customer, answer) = await OpenAsync();
        var chosen = await ChooseAsync(dialog);
        await dialog.OnAsync("textarea", e => e.ChangeAsync("已结清"));
        var submitted = dialog.OnAsync("form", e => e.SubmitAsync());
        await save.Reached;
        save.Fail();

        await submitted;
        dialog.WaitForAssertion(() => Assert.Contains("暂时无法保存，填写的内容还在", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("已结清", dialog.Find("textarea").GetAttribute("value"));
        await dialog.OnAsync("form", e => e.SubmitAsync());
        Assert.NotNull(await answer);
        Assert.Equal(chosen, await Database.ReadAsync(db => db.Renewals.Where(r => r.CustomerId == customer.Id).Select(r => r.Reason.Id).SingleAsync()));
    }

    [Fact]
    public async Task After_a_pause_it_opens_again_with_what_was_typed()
    {
        save.Release();
        var (dialog, customer, _) = await OpenAsync();
        var chosen = await ChooseAsync(dialog);
        await dialog.OnAsync("textarea", e => e.ChangeAsync("已结清"));
        await PersistAsync();

        // Another circuit has dialogs of its own.
        await dialog.InvokeAsync(() => Services.GetRequiredService<DialogStack>().Close());
        await DisposeComponentsAsync();

        Render<MudPopoverProvider>();
        var again = Render<MudDialogProvider>();
        Render<WorkOrders.Defaults.InDefault.DefaultDetails>(p => p.Add(d => d.Id, customer.Id));
        var reason = await LastReasonAsync();
        again.WaitForAssertion(() => Assert.Equal(reason.Text, again.Field("重生原因").GetAttribute("value")));
        Assert.Equal("已结清", again.Find("textarea").GetAttribute("value"));
        await again.OnAsync("form", e => e.SubmitAsync());
        Assert.Equal(chosen, await Database.ReadAsync(db => db.Renewals.Where(r => r.CustomerId == customer.Id).Select(r => r.Reason.Id).SingleAsync()));
    }

    [Fact]
    public async Task What_was_typed_is_there_when_the_dialog_is_opened_again_and_its_draft_ends_with_the_renewal()
    {
        save.Release();
        var (dialog, customer, _) = await OpenAsync();
        var chosen = await ChooseAsync(dialog);
        await dialog.OnAsync("#field-备注", e => e.ChangeAsync(new() { Value = "客户已还清" }));
        await Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => dialog.Markup.Contains("草稿已保存", StringComparison.Ordinal));
        await dialog.InvokeAsync(() => Services.GetRequiredService<DialogStack>().Close());
        await DisposeComponentsAsync();

        var again = Render<MudDialogProvider>();
        await OpenAsync(again, customer);
        again.WaitForAssertion(() => Assert.Equal("客户已还清", again.Find("#field-备注").GetAttribute("value")));
        await again.OnAsync("form", e => e.SubmitAsync());
        await Eventually.HoldsAsync(() => Database.ReadAsync(db => db.Renewals.AnyAsync(r => r.CustomerId == customer.Id && r.Reason.Id == chosen)));
        Assert.False(await Database.ReadAsync(db => db.Drafts.AnyAsync(d => d.Key == RenewalDraft.KeyOf(customer.Id))));
    }

    private async Task<int> ChooseAsync(IRenderedComponent<MudDialogProvider> dialog)
    {
        var reason = await LastReasonAsync();
        await dialog.ChooseAsync(popovers, "重生原因", reason.Text);
        return reason.Id;
    }

    private Task<RenewalReason> LastReasonAsync() => Database.ReadAsync(db => db.RenewalReasons.AsNoTracking().InOrder().LastAsync());

    private async Task<(IRenderedComponent<MudDialogProvider> Dialog, Customer Customer, Task<long?> Answer)> OpenAsync()
    {
        var (sun, _, customer) = await Database.SaveInDefaultAsync(Clock);
        var me = As.In(sun, Roles.RiskOperator);
        SignIn(me);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        popovers = Render<MudPopoverProvider>();
        var dialog = Render<MudDialogProvider>();
        return (dialog, customer, (await OpenAsync(dialog, customer)).Answer);
    }

    private async Task<(Customer Customer, Task<long?> Answer)> OpenAsync(IRenderedComponent<MudDialogProvider> dialog, Customer customer)
    {
        Task<long?> answer = null!;
        await dialog.InvokeAsync(() =>
        {
            answer = RenewDialog.OpenAsync(Services.GetRequiredService<DialogStack>(), Services.GetRequiredService<IStringLocalizer<Text>>(), customer.Id, customer.Name);
        });
        return (customer, answer);
    }

    private async Task SwitchAsync(int reason, bool on)
    {
        var editing = new ReasonEditing(Database, Clock);
        var fields = (await Database.ReadAsync(db => db.RenewalReasons.AsNoTracking().SingleAsync(r => r.Id == reason))).Fields;
        Done(await editing.ChangeAsync<RenewalReason>(reason, null, fields with { IsEnabled = on }, As.Somebody(Roles.Admin)));
    }
}
