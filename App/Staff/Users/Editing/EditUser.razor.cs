using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Staff.Users.Editing;

/// <summary>修改用户: the form, the actions on the account and its history.</summary>
public sealed partial class EditUser(ScreenServices services) : Screen(services)
{
    private LongForm? form;
    private User? user;
    private UserInput input = new();
    private UserInput before = new();
    private List<FieldError> errors = [];
    private IReadOnlyList<MergedField> conflict = [];
    private string? newPassword;
    private int changes;
    private int shown;
    private bool isRead;

    [Parameter]
    public int Id { get; set; }

    protected override Task OnParametersSetAsync() => shown == Id ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync()
    {
        shown = Id;
        isRead = false;
        user = null;
        return ReadOnceAsync($"{Id}", async (db, token) => new Found(await AccountAsync(db, token)), Show);
    }

    private void Show(Found found)
    {
        isRead = true;
        user = found.User;
        before = user is null ? new() : UserInput.Of(user);
        input = user is null ? new() : UserInput.Of(user);
        errors = [];
        conflict = [];
        newPassword = null;
        Problem = null;
    }

    private async Task SaveAsync()
    {
        conflict = [];
        errors = [.. input.Check(isNew: false)];
        if (errors.Count == 0 && await ApplyAsync(ChangeAsync, "已保存 {0} 的资料"))
        {
            before = UserInput.Of(user!);
            input = UserInput.Of(user!);
        }

        if (errors.Count > 0)
        {
            form?.FocusFirstError();
        }
    }

    /// <summary>Runs an action outside the form on the current account; input in the form stays.</summary>
    private async Task DoAsync(AccountAct act)
    {
        errors = [];
        if (await TryAsync(async () => conflict = await TakeNewestAsync())
            && await ApplyAsync((_, account) => Task.FromResult(act.Verb(account, Me, Time.GetUtcNow())), act.Done))
        {
            newPassword = act.Password;
        }

        // The event of a child component renders only the child.
        StateHasChanged();
    }

    private async Task<bool> ApplyAsync(Func<AppDb, User, Task<Outcome>> act, string done)
    {
        var isOvertaken = false;
        var isDone = await ActAsync(null, async () =>
        {
            try
            {
                return await new AccountChanges(Factory).ApplyAsync(Id, user!.ConcurrencyStamp!, Me, act);
            }
            catch (DbUpdateConcurrencyException)
            {
                conflict = await TakeNewestAsync();
                isOvertaken = conflict.Count > 0;
                return Outcome.Refused("{0} 的账号刚有变动（例如登录失败或被停用），资料没有冲突，请再保存一次。", user!.DisplayName);
            }
            catch (DbUpdateException) when (input.EmployeeNumber is not null)
            {
                // The number was taken between check and save; any other failure is unexpected.
                await using var db = await Factory.CreateDbContextAsync();
                errors = await TakenAsync(db);
                if (errors.Count == 0)
                {
                    throw;
                }

                return Outcome.Invalid(errors[0]);
            }
        });
        if (isDone)
        {
            await TryInBackgroundAsync(TakeNewestAsync);
            Toasts.Done(L[done, user!.DisplayName]);
        }

        // What others changed is told in place of the refusal.
        Problem = isOvertaken ? null : Problem;
        return isDone;
    }

    private async Task<Outcome> ChangeAsync(AppDb db, User account)
    {
        errors = await TakenAsync(db);
        if (errors.Count > 0)
        {
            return Outcome.Invalid(errors[0]);
        }

        var assistant = input.AssistantId is { } assistantId ? await db.Users.FindAsync(assistantId) : null;
        var roles = await db.Roles.Where(r => input.Roles.Contains(r.Name!)).ToListAsync();
        var dutyRoles = await db.DutyRoles.Where(r => input.DutyRoleIds.Contains(r.Id)).ToListAsync();
        return account.Change(input.ToProfile(assistant), roles, dutyRoles, Me, Time.GetUtcNow());
    }

    private async Task<List<FieldError>> TakenAsync(AppDb db) => await db.TakenNumberAsync(input.EmployeeNumber, Id) is { } taken ? [taken] : [];

    /// <summary>Reloads form, state and history, keeping typed input. Returns the fields that others changed.</summary>
    private async Task<IReadOnlyList<MergedField>> TakeNewestAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        user = await AccountAsync(db, Leaving) ?? user;
        var now = UserInput.Of(user!);
        var merged = UserMerge.Take(input, before, now);
        before = now;
        changes++;
        return merged;
    }

    private Task<User?> AccountAsync(AppDb db, CancellationToken token) => db.Users.AsNoTracking().WithEverything().SingleOrDefaultAsync(u => u.Id == Id, token);

    private void Leave() => Navigator.NavigateTo("/admin/users");

    private sealed record Found(User? User);
}
