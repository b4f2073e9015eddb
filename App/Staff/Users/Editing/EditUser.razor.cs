using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account;
using WorkOrders.Ui;

namespace WorkOrders.Staff.Users.Editing;

public sealed partial class EditUser(ScreenServices services) : Screen(services)
{
    private readonly FieldErrors errors = new();
    private User? user;
    private UserInput input = new();
    private UserInput before = new();
    private IReadOnlyList<MergedField> conflict = [];
    private string? refusal;
    private string? newPassword;
    private int changes;
    private bool loaded;
    private bool busy;

    [Parameter]
    public int Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (user?.Id != Id)
        {
            user = await ReadAsync();
            (before, input) = (user is null ? new() : UserInput.Of(user), user is null ? new() : UserInput.Of(user));
            (newPassword, refusal, conflict, loaded) = (null, null, [], true);
        }
    }

    private async Task SaveAsync()
    {
        (refusal, conflict) = (null, []);
        errors.Clear();
        input.Check(errors, L, isNew: false);
        if (errors.Any)
        {
            refusal = L["有内容需要修改，请看标红的字段"];
        }
        else if (!await IsNumberTakenAsync())
        {
            if (await DoAsync(user!.ConcurrencyStamp!, ChangeAsync, "已保存 {0} 的资料"))
            {
                (before, input) = (UserInput.Of(user!), UserInput.Of(user!));
            }
        }
    }

    /// <summary>Runs an action outside the form on the current account; input in the form stays.</summary>
    private async Task ActAsync(AccountAct act)
    {
        (refusal, conflict) = (null, await TakeNewestAsync());
        if (await DoAsync(user!.ConcurrencyStamp!, (_, account) => Task.FromResult(act.Verb(account, Me, Time.GetUtcNow())), act.Done))
        {
            newPassword = act.Password;
        }

        // The event of a child component renders only the child.
        StateHasChanged();
    }

    private async Task<bool> DoAsync(string stamp, Func<AppDb, User, Task<Outcome>> act, string done)
    {
        busy = true;
        try
        {
            var outcome = await new AccountChanges(Factory).ApplyAsync(Id, stamp, Me, act);
            if (outcome.IsRefused)
            {
                refusal = L[outcome.Reason, [.. outcome.Arguments]];
                return false;
            }

            await TakeNewestAsync();
            Toasts.Done(L[done, user!.DisplayName]);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            await TellConflictAsync();
            return false;
        }
        catch (DbUpdateException) when (input.EmployeeNumber is not null)
        {
            // The number was taken between check and save; any other failure is unexpected.
            if (!await IsNumberTakenAsync())
            {
                throw;
            }

            return false;
        }
        finally
        {
            busy = false;
        }
    }

    private async Task<Outcome> ChangeAsync(AppDb db, User account)
    {
        var assistant = input.AssistantId is { } assistantId ? await db.Users.FindAsync(assistantId) : null;
        var roles = await db.Roles.Where(r => input.Roles.Contains(r.Name!)).ToListAsync();
        var dutyRoles = await db.DutyRoles.Where(r => input.DutyRoleIds.Contains(r.Id)).ToListAsync();
        return account.Change(input.ToProfile(assistant), roles, dutyRoles, Me, Time.GetUtcNow());
    }

    private async Task<bool> IsNumberTakenAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        if (input.EmployeeNumber is not { } number || !await db.Users.AnyAsync(u => u.EmployeeNumber == number && u.Id != Id))
        {
            return false;
        }

        errors.Add(nameof(UserInput.EmployeeNumber), L["工号 {0} 已经被使用", number]);
        refusal = L["有内容需要修改，请看标红的字段"];
        return true;
    }

    private async Task TellConflictAsync()
    {
        conflict = await TakeNewestAsync();
        if (conflict.Count == 0)
        {
            refusal = L["{0} 的账号刚有变动（例如登录失败或被停用），资料没有冲突，请再保存一次。", user!.DisplayName];
        }
    }

    /// <summary>Reloads form, state and history, keeping typed input. Returns the fields that others changed.</summary>
    private async Task<IReadOnlyList<MergedField>> TakeNewestAsync()
    {
        user = await ReadAsync() ?? user;
        var now = UserInput.Of(user!);
        var merged = UserMerge.Take(input, before, now);
        before = now;
        changes++;
        return merged;
    }

    private async Task<User?> ReadAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        return await db.Users.AsNoTracking().WithEverything().SingleOrDefaultAsync(u => u.Id == Id);
    }

    private void LeaveOnEscape(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            Navigator.NavigateTo("/admin/users");
        }
    }
}
