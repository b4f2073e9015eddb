using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Radzen;
using WorkOrders.Shared;

namespace WorkOrders.Messages;

/// <summary>短信模板: the texts that follow-ups offer.</summary>
public sealed partial class SmsTemplates
{
    private List<SmsTemplate>? templates;
    private SmsTemplateInput? input;
    private string? problem;
    private bool failed;

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NotificationService Notices { get; set; } = null!;

    [Inject]
    private ILogger<SmsTemplates> Log { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            templates = await db.SmsTemplates.AsNoTracking().Where(t => !t.IsDeleted).OrderBy(t => t.Name).ThenBy(t => t.Id).ToListAsync();
            failed = false;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "Templates could not be read.");
            failed = true;
        }
    }

    private void Begin(SmsTemplateInput template) => (input, problem) = (template, null);

    private async Task SaveAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        Outcome outcome;
        if (input!.Id is { } id)
        {
            var template = await db.SmsTemplates.SingleAsync(t => t.Id == id);
            db.Entry(template).Property(t => t.Version).OriginalValue = input.Version;
            outcome = template.Change(input.Name, input.Text, input.IsEnabled, Me, Time.GetUtcNow());
        }
        else
        {
            outcome = SmsTemplate.Create(input.Name, input.Text, input.IsEnabled, Me, Time.GetUtcNow(), out var template);
            db.Add(template);
        }

        if (await FinishAsync(db, outcome, "短信模板已保存"))
        {
            input = null;
        }
    }

    private async Task DeleteAsync(SmsTemplate row)
    {
        var sure = await Dialogs.Confirm(
            L["删除后，跟进时不能再选用短信模板 {0}；已经发出的短信不变。", row.Name], L["删除短信模板"], new ConfirmOptions { OkButtonText = L["删除"], CancelButtonText = L["取消"] });
        if (sure != true)
        {
            return;
        }

        await using var db = await Factory.CreateDbContextAsync();
        var template = await db.SmsTemplates.SingleAsync(t => t.Id == row.Id);
        db.Entry(template).Property(t => t.Version).OriginalValue = row.Version;
        if (!await FinishAsync(db, template.Delete(Me, Time.GetUtcNow()), "短信模板已删除"))
        {
            Notices.Notify(NotificationSeverity.Error, problem ?? "");
        }
    }

    private async Task<bool> FinishAsync(AppDb db, Outcome outcome, string done)
    {
        problem = outcome.IsRefused ? L[outcome.Reason, [.. outcome.Arguments]].Value : null;
        if (problem is null)
        {
            try
            {
                await db.SaveChangesAsync();
                Notices.Notify(NotificationSeverity.Success, L[done]);
            }
            catch (DbUpdateException)
            {
                problem = L["列表刚被他人修改，已重新加载，请再试一次"];
            }
        }

        await LoadAsync();
        return problem is null;
    }
}

/// <summary>A template in the form.</summary>
public sealed class SmsTemplateInput
{
    public int? Id { get; init; }

    public int Version { get; init; }

    public string? Name { get; set; }

    public string? Text { get; set; }

    public bool IsEnabled { get; set; } = true;

    public static SmsTemplateInput Of(SmsTemplate template) =>
        new() { Id = template.Id, Version = template.Version, Name = template.Name, Text = template.Text, IsEnabled = template.IsEnabled };
}
