using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account;
using WorkOrders.Ui;

namespace WorkOrders.Staff.DutyRoles;

public sealed partial class DutyRoleList(ScreenServices services) : Screen(services)
{
    private const string NewName = "new-name";
    private readonly FieldErrors errors = new();
    private IReadOnlyList<DutyRoleRow>? rows;
    private string? added;

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => ReadAsync((db, token) => db.DutyRoles.OrderBy(r => r.Name).Select(r => new DutyRoleRow(r.Id, r.Name, r.IsEnabled, db.Users.Count(u => u.DutyRoles.Contains(r)), r.Version)).ToListAsync(),
        read => rows = read);

    private async Task AddAsync()
    {
        if (await CheckAsync(NewName, added, null) is { } name)
        {
            await using var db = await Factory.CreateDbContextAsync();
            var outcome = DutyRole.Create(name, Me, Time.GetUtcNow(), out var role);
            if (role is not null)
            {
                db.Add(role);
            }

            added = await SaveAsync(db, outcome, NewName, name, "已添加 {0}") ? null : added;
        }
    }

    private async Task<bool> RenameAsync(DutyRoleRow row, string? typed)
    {
        var key = DutyRoleRow.ErrorKey(row.Id);
        var done = await CheckAsync(key, typed, row.Id) is { } name
            && await ActAsync(key, row, role => role.Rename(name, Me, Time.GetUtcNow()), "已改名为 {0}");

        // The event of a child component renders only the child.
        StateHasChanged();
        return done;
    }

    private Task<bool> TurnAsync(DutyRoleRow row)
    {
        errors.Clear();
        return ActAsync(NewName, row, role => role.Turn(!row.IsEnabled, Me, Time.GetUtcNow()), row.IsEnabled ? "已停用 {0}" : "已启用 {0}");
    }

    private async Task<bool> ActAsync(string key, DutyRoleRow row, Func<DutyRole, Outcome> act, string done)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var role = await db.DutyRoles.SingleAsync(r => r.Id == row.Id);
        db.Entry(role).Property(r => r.Version).OriginalValue = row.Version;
        var outcome = act(role);
        return await SaveAsync(db, outcome, key, role.Name, done);
    }

    private async Task<bool> SaveAsync(AppDb db, Outcome outcome, string key, string name, string done)
    {
        if (outcome.IsRefused)
        {
            errors.Add(key, L[outcome.Reason, [.. outcome.Arguments]]);
            return false;
        }

        try
        {
            await db.SaveChangesAsync();
            Toasts.Done(L[done, name]);
        }
        catch (DbUpdateException)
        {
            // Concurrency conflict or duplicate name; the list is reloaded below.
            errors.Add(key, L["列表刚被他人修改，已重新加载，请再试一次"]);
        }

        await LoadAsync();
        return !errors.Any;
    }

    /// <summary>The normalised name, or null with an error on the field.</summary>
    private async Task<string?> CheckAsync(string key, string? typed, int? id)
    {
        errors.Clear();
        var name = Normalise.Text(typed);
        if (name is null)
        {
            errors.Add(key, L["请填写{0}", L["名称"]]);
        }
        else if (name.Length > DutyRole.NameLength)
        {
            errors.Add(key, L["{0}不能超过 {1} 个字符", L["名称"], DutyRole.NameLength]);
        }
        else
        {
            await using var db = await Factory.CreateDbContextAsync();
            if (await db.DutyRoles.AnyAsync(r => r.Name == name && r.Id != id))
            {
                errors.Add(key, L["对接角色 {0} 已经存在", name]);
            }
        }

        return errors.Any ? null : name;
    }
}
