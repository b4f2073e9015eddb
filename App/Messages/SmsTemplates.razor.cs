using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Messages;

/// <summary>短信模板: the texts offered in follow-ups.</summary>
public sealed partial class SmsTemplates(ScreenServices services) : Screen(services)
{
    private List<SmsTemplate>? templates;
    private SmsTemplateInput? input;

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => ReadAsync(
        (db, token) => db.SmsTemplates.AsNoTracking().Where(t => !t.IsDeleted).OrderBy(t => t.Name).ThenBy(t => t.Id).ToListAsync(token),
        read => templates = read);

    private void Begin(SmsTemplateInput template)
    {
        input = template;
        Problem = null;
    }

    private Task SaveAsync()
    {
        // Closing the form while it is saved empties the field.
        var typed = input!;
        return ChangeAsync("短信模板已保存", db => StoreAsync(db, typed), endsForm: true);
    }

    private async Task<Outcome> StoreAsync(AppDb db, SmsTemplateInput typed)
    {
        if (typed.Id is not { } id)
        {
            var outcome = SmsTemplate.Create(typed.Name, typed.Text, typed.IsEnabled, Me, Time.GetUtcNow(), out var added);
            if (added is not null)
            {
                db.Add(added);
            }

            return outcome;
        }

        var template = await db.SmsTemplates.SingleAsync(t => t.Id == id);
        db.Entry(template).Property(t => t.Version).OriginalValue = typed.Version;
        return template.Change(typed.Name, typed.Text, typed.IsEnabled, Me, Time.GetUtcNow());
    }

    private async Task DeleteAsync(SmsTemplate row)
    {
        var sure = await Dialogs.ConfirmAsync(
            L["删除后，跟进时不能再选用短信模板 {0}；已经发出的短信不变。", row.Name], L["删除短信模板"], L["删除"]);
        if (sure)
        {
            await ChangeAsync("短信模板已删除", async db =>
            {
                var template = await db.SmsTemplates.SingleAsync(t => t.Id == row.Id);
                db.Entry(template).Property(t => t.Version).OriginalValue = row.Version;
                return template.Delete(Me, Time.GetUtcNow());
            });
        }
    }

    private async Task ChangeAsync(string done, Func<AppDb, Task<Outcome>> act, bool endsForm = false)
    {
        if (IsActing)
        {
            return;
        }

        var isDone = await ActAsync(done, act);
        input = isDone && endsForm ? null : input;
        await LoadAsync();
        if (templates?.Find(t => t.Id == input?.Id) is { } fresh && fresh.Version != input!.Version)
        {
            // Another user saved first: show the current template in the form.
            input = SmsTemplateInput.Of(fresh);
        }
    }
}

/// <summary>Form input of a template.</summary>
public sealed class SmsTemplateInput
{
    private (string?, string?, bool) before = (null, null, true);

    public int? Id { get; init; }

    public int Version { get; init; }

    public string? Name { get; set; }

    public string? Text { get; set; }

    public bool IsEnabled { get; set; } = true;

    public bool IsChanged => (Name, Text, IsEnabled) != before;

    public static SmsTemplateInput Of(SmsTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return new SmsTemplateInput
        {
            Id = template.Id,
            Version = template.Version,
            Name = template.Name,
            Text = template.Text,
            IsEnabled = template.IsEnabled,
            before = (template.Name, template.Text, template.IsEnabled),
        };
    }
}
